import type { Database } from "better-sqlite3";
import type { Audit } from "../features/audit/audit.ts";

/** What an erasure takes away, or would. */
export interface Erasure {
  readonly userId: string;
  readonly name: string;
  /** The name that the account has afterwards, in the audit. */
  readonly pseudonym: string;
  readonly submissions: number;
  readonly runs: number;
  readonly tokens: number;
  /** Bytes of files that go; those of `sharedBytes` stay, because somebody else handed in the same. */
  readonly bytes: number;
  readonly sharedBytes: number;
  /** Entries of the audit that the person made or that are about the account. They stay. */
  readonly auditEntries: number;
}

/** What the erasure of an account would take away. */
export function planErasure(database: Database, userId: string, name: string): Erasure {
  const count = (sql: string) => database.prepare<[{ userId: string }], number>(sql).pluck().get({ userId }) ?? 0;
  const bytes = (shared: string) =>
    count(`SELECT coalesce(sum(c.bytes), 0) FROM account_contents a JOIN file_contents c ON c.id = a.content_id
      WHERE a.user_id = @userId AND ${shared} (
        SELECT 1 FROM account_contents o WHERE o.content_id = a.content_id AND o.user_id <> @userId)`);
  return {
    userId,
    name,
    pseudonym: `erased-${userId}`,
    submissions: count("SELECT count(*) FROM submissions WHERE user_id = @userId"),
    runs: count(`SELECT count(*) FROM runs WHERE submission_id IN (${own})`),
    tokens: count("SELECT count(*) FROM tokens WHERE user_id = @userId"),
    bytes: bytes("NOT EXISTS"),
    sharedBytes: bytes("EXISTS"),
    auditEntries: count("SELECT count(*) FROM audit WHERE actor = @userId OR subject = @userId"),
  };
}

const own = "SELECT id FROM submissions WHERE user_id = @userId";
const ownRuns = `SELECT id FROM runs WHERE submission_id IN (${own})`;

/** In this order: each finds its rows by rows that go after it. */
const steps = [
  `DELETE FROM run_consoles WHERE run_id IN (${ownRuns})`,
  `DELETE FROM load_checks WHERE submission_id IN (${own})`,
  `DELETE FROM regrade_kept WHERE submission_id IN (${own})`,
  `DELETE FROM run_tests WHERE run_id IN (${ownRuns})`,
  `DELETE FROM standing_runs WHERE submission_id IN (${own})`,
  `DELETE FROM runs WHERE submission_id IN (${own})`,
  "DELETE FROM jobs WHERE user_id = @userId",
  "DELETE FROM submission_states WHERE user_id = @userId",
  `DELETE FROM submission_files WHERE submission_id IN (${own})`,
  "DELETE FROM submissions WHERE user_id = @userId",
  `DELETE FROM file_contents WHERE id IN (SELECT content_id FROM account_contents WHERE user_id = @userId)
     AND id NOT IN (SELECT content_id FROM account_contents WHERE user_id <> @userId)`,
  "DELETE FROM account_contents WHERE user_id = @userId",
  "DELETE FROM tokens WHERE user_id = @userId",
  "UPDATE users SET name = @pseudonym, name_key = @pseudonym, stored_bytes = 0, slow_until = 0, erased_at = @at, purged_at = NULL WHERE id = @userId",
  "UPDATE audit SET detail = json_set(detail, '$.name', @pseudonym) WHERE subject = @userId AND detail ->> '$.name' IS NOT NULL",
];

/**
 * Takes all of a person out of the database, in one transaction, but for the account's id and the audit's entries, which
 * name a pseudonym from then on. The triggers that keep what was handed in from being changed are away meanwhile, and
 * what refers to what was deleted is looked for before it is committed, also in tables that this does not know.
 */
export function eraseAccount(database: Database, erasure: Erasure, audit: Audit, at: number): void {
  const { userId, pseudonym, submissions, runs, tokens } = erasure;
  const guards = database
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  const references = database.prepare<[], { table: string; parent: string }>("PRAGMA foreign_key_check");
  const erase = database.transaction(() => {
    for (const { name } of guards) database.exec(`DROP TRIGGER "${name}"`);
    for (const step of steps) database.prepare<[object]>(step).run({ userId, pseudonym, at });
    const lost = references.get();
    if (lost !== undefined) {
      throw new Error(
        `internal: erase: every reference must keep its row, got ${lost.table} without its ${lost.parent}`,
      );
    }
    audit({ at, actor: "service", action: "user.erased", subject: userId, detail: { submissions, runs, tokens } });
    for (const { sql } of guards) database.exec(sql);
  });
  // Deleting what rows refer to would look for them one by one; inside a transaction the pragma does nothing.
  database.pragma("foreign_keys = OFF");
  try {
    erase.immediate();
  } finally {
    database.pragma("foreign_keys = ON");
  }
}
