import { type AssignmentRules, type Calendar, openRules, settleRules } from "@tinytorch/course";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit } from "../audit/audit.ts";
import type { ChangeGrades } from "../outbox/grade-changes.ts";
import type { StoredAssignments } from "./store.ts";

/** Decides about modules. `course.json` says it first; from then on what is stored holds. */
export interface AssignmentChanges {
  /** What is named is changed; what is as it was writes nothing. @throws AssignmentRulesError, and then nothing is written. */
  change(actor: string, module: string, changes: Partial<AssignmentRules>, because: string): void;
  /** Takes the newest change back. @throws StoreRefusal `not-possible` where there is none. */
  undo(actor: string, module: string, because: string): void;
  /** The modules of which `course.json` says what does not hold any more. */
  readonly changedSince: readonly string[];
}

export interface AssignmentChangesOptions {
  readonly assignments: StoredAssignments;
  readonly calendar: Pick<Calendar, "assignments">;
  readonly changeGrades: ChangeGrades;
  readonly audit: Audit;
  readonly now: () => number;
}

export function openAssignmentChanges(database: Database, options: AssignmentChangesOptions): AssignmentChanges {
  const { assignments, calendar, changeGrades, audit, now } = options;
  const insert = database.prepare<[object]>(`
    INSERT INTO assignments (module, zone, release, due, closes, points, attempts, cool_down_minutes, counts, late, reason, set_by, set_at)
    VALUES (@module, @zone, @release, @due, @closes, @points, @attempts, @coolDownMinutes, @counts, @late, @because, @by, @at)`);
  const remove = database.prepare<[string, number, string, number]>(
    "UPDATE assignments SET removed_by = ?, removed_at = ?, removal_reason = ? WHERE sequence = ?",
  );
  const concerned = database
    .prepare<[{ module: string }], string>(
      `SELECT user_id FROM submission_states WHERE module = @module
       UNION SELECT user_id FROM exceptions WHERE module = @module AND removed_at IS NULL`,
    )
    .pluck();

  function write(actor: string | null, module: string, rules: AssignmentRules, because: string): void {
    const late = rules.late && JSON.stringify(rules.late);
    insert.run({ ...rules, late, module, because, by: actor, at: now() });
  }

  /** Grades follow from the new rules inside, and from what then holds afterwards. */
  function decide(module: string, decision: () => void): void {
    const people = concerned.all({ module });
    changeGrades({ people, module, cause: "assignment" }, () => {
      decision();
      assignments.forget(module);
    });
  }

  const change = database.transaction(
    (actor: string, module: string, changes: Partial<AssignmentRules>, because: string) => {
      const before = assignments.rules(module);
      const after = settleRules({ ...before, ...changes });
      const changed = changesBetween(before, after);
      if (Object.keys(changed).length === 0) return;
      decide(module, () => {
        if (assignments.newest(module) === undefined) write(null, module, before, "");
        write(actor, module, after, because);
      });
      const detail = { module, changes: changed, because };
      audit({ at: now(), actor, action: "assignment.changed", subject: module, detail });
    },
  );

  const undo = database.transaction((actor: string, module: string, because: string) => {
    const newest = assignments.newest(module);
    if (newest === undefined || newest.by === null) {
      throw new StoreRefusal(
        "not-possible",
        `Nobody has changed what holds of ${module}, so there is nothing to take back.`,
      );
    }
    decide(module, () => remove.run(actor, now(), because, newest.sequence));
    const detail = { module, changes: changesBetween(newest.rules, assignments.rules(module)), because };
    audit({ at: now(), actor, action: "assignment.undone", subject: module, detail });
  });

  const unsaid = [...calendar.assignments].filter(([module]) => assignments.newest(module) === undefined);
  const takeFirst = database.transaction(() => {
    for (const [module, first] of unsaid) {
      write(null, module, first, "");
      const detail = { module, changes: changesBetween(openRules, first) };
      audit({ at: now(), actor: "service", action: "assignment.changed", subject: module, detail });
    }
  });
  // A start with nothing to write waits for nobody who writes.
  if (unsaid.length > 0) takeFirst.immediate();

  function forgetting<Result>(module: string, done: () => Result): Result {
    try {
      return done();
    } finally {
      assignments.forget(module);
    }
  }

  return {
    change: (actor, module, changes, because) =>
      forgetting(module, () => change.immediate(actor, module, changes, because)),
    undo: (actor, module, because) => forgetting(module, () => undo.immediate(actor, module, because)),
    changedSince: [...calendar.assignments]
      .filter(([module, first]) => Object.keys(changesBetween(first, assignments.rules(module))).length > 0)
      .map(([module]) => module),
  };
}

const fields = Object.keys(openRules).filter((name) => isField(name));

function isField(name: string): name is keyof AssignmentRules {
  return Object.hasOwn(openRules, name);
}

/** What is another in the second, each as it was and as it is: `{ attempts: [null, 3] }`. */
function changesBetween(before: AssignmentRules, after: AssignmentRules): Readonly<Record<string, readonly unknown[]>> {
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, [before[field], after[field]]]));
}
