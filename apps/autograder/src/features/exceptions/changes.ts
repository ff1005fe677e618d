import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit } from "../audit/audit.ts";
import type { ChangeGrades } from "../outbox/grade-changes.ts";
import type { NewException, StoredException, StoredExceptions } from "./store.ts";

/** Makes exceptions. None is ever changed or deleted: it is taken back. */
export interface ExceptionChanges {
  /** To be called inside a transaction of what was looked at before, or alone. */
  add(actor: string, exception: NewException): StoredException;
  /**
   * `because` is null where its owner takes it back.
   * @throws StoreRefusal `missing` for one that is not there, `not-possible` for one that was taken back before.
   */
  withdraw(actor: string, id: string, because: string | null): StoredException;
}

export interface ExceptionChangesOptions {
  readonly exceptions: Pick<StoredExceptions, "byId">;
  readonly changeGrades: ChangeGrades;
  readonly audit: Audit;
  readonly now: () => number;
}

export function openExceptionChanges(database: Database, options: ExceptionChangesOptions): ExceptionChanges {
  const { exceptions, changeGrades, audit, now } = options;
  const insert = database.prepare<[object]>(`
    INSERT INTO exceptions (id, kind, user_id, module, zone, due, closes, attempts, points, max_points, submission_id, days, reason, made_by, made_at)
    VALUES (@id, @kind, @userId, @module, @zone, @due, @closes, @attempts, @points, @maxPoints, @submissionId, @days, @because, @by, @at)`);
  const remove = database.prepare<[string, number, string | null, string]>(
    "UPDATE exceptions SET removed_by = ?, removed_at = ?, removal_reason = ? WHERE id = ?",
  );

  function stored(id: string): StoredException {
    const found = exceptions.byId(id);
    if (found !== undefined) return found;
    throw new StoreRefusal("missing", `exception: there must be one, got none with the id ${id}`);
  }

  const add = database.transaction((actor: string, exception: NewException) => {
    const id = randomUUID();
    const { userId, kind, module, ...rest } = exception;
    changeGrades({ people: [userId], module, cause: "exception" }, () =>
      insert.run({ ...exception, id, by: actor, at: now() }),
    );
    const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
    audit({ at: now(), actor, action: "exception.made", subject: userId, detail: { id, kind, module, ...said } });
    return stored(id);
  });

  const withdraw = database.transaction((actor: string, id: string, because: string | null) => {
    const { removedAt, userId, kind, module } = stored(id);
    if (removedAt !== null) throw new StoreRefusal("not-possible", "This was taken back before.");
    changeGrades({ people: [userId], module, cause: "exception" }, () => remove.run(actor, now(), because, id));
    const detail = { id, kind, module, ...(because === null ? {} : { because }) };
    audit({ at: now(), actor, action: "exception.withdrawn", subject: userId, detail });
    return stored(id);
  });

  return {
    add: (actor, exception) => add.immediate(actor, exception),
    withdraw: (actor, id, because) => withdraw.immediate(actor, id, because),
  };
}
