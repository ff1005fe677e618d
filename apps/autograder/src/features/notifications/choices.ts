import type { NotificationKind } from "@tinytorch/api";
import type { Database } from "better-sqlite3";

/** A receipt is answered at once where it is asked for; of the rest people want to hear. */
const byDefault: Readonly<Record<NotificationKind, boolean>> = {
  "submission.received": false,
  "submission.graded": true,
  "grade.changed": true,
  "question.answered": true,
};

/** What people chose to be told by e-mail. */
export interface Choices {
  isOn(userId: string, kind: NotificationKind): boolean;
  of(userId: string): Record<NotificationKind, boolean>;
  set(userId: string, kind: NotificationKind, isOn: boolean): void;
}

export function openChoices(database: Database): Choices {
  const find = database
    .prepare<[string, string], 0 | 1>("SELECT is_on FROM notification_choices WHERE user_id = ? AND kind = ?")
    .pluck();
  const put = database.prepare<[string, string, 0 | 1]>("INSERT OR REPLACE INTO notification_choices VALUES (?, ?, ?)");
  const isOn = (userId: string, kind: NotificationKind) => {
    const chosen = find.get(userId, kind);
    return chosen === undefined ? byDefault[kind] : chosen === 1;
  };
  return {
    isOn,
    of: (userId) => ({
      "submission.received": isOn(userId, "submission.received"),
      "submission.graded": isOn(userId, "submission.graded"),
      "grade.changed": isOn(userId, "grade.changed"),
      "question.answered": isOn(userId, "question.answered"),
    }),
    set: (userId, kind, on) => {
      put.run(userId, kind, on ? 1 : 0);
    },
  };
}
