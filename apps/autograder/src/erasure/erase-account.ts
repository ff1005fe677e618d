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
  /** On the person's submissions; they go with them. What the person wrote on those of others stays, without its text. */
  readonly comments: number;
  readonly questions: number;
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
    comments: count(`SELECT count(*) FROM comments WHERE submission_id IN (${own})`),
    questions: count("SELECT count(*) FROM questions WHERE user_id = @userId"),
    bytes: bytes("NOT EXISTS"),
    sharedBytes: bytes("EXISTS"),
    auditEntries: count("SELECT count(*) FROM audit WHERE actor = @userId OR subject = @userId"),
  };
}

const own = "SELECT id FROM submissions WHERE user_id = @userId";
const ownRuns = `SELECT id FROM runs WHERE submission_id IN (${own})`;

/** In this order: each finds its rows by rows that go after it. */
const steps = [
  `DELETE FROM comment_versions WHERE comment_id IN (SELECT id FROM comments WHERE submission_id IN (${own}))`,
  `DELETE FROM comments WHERE submission_id IN (${own})`,
  "UPDATE comment_versions SET author_id = NULL, text = NULL WHERE author_id = @userId",
  "DELETE FROM question_entries WHERE question_id IN (SELECT id FROM questions WHERE user_id = @userId)",
  "DELETE FROM questions WHERE user_id = @userId",
  "UPDATE question_entries SET author_id = NULL, text = NULL WHERE author_id = @userId",
  `DELETE FROM handed_in_for WHERE submission_id IN (${own})`,
  "UPDATE handed_in_for SET by_user_id = NULL, reason = NULL WHERE by_user_id = @userId",
  `DELETE FROM similarity_pairs WHERE left_id IN (${own}) OR right_id IN (${own})`,
  `DELETE FROM similarity_unread WHERE submission_id IN (${own})`,
  `DELETE FROM run_consoles WHERE run_id IN (${ownRuns})`,
  `DELETE FROM load_checks WHERE submission_id IN (${own})`,
  `DELETE FROM regrade_kept WHERE submission_id IN (${own})`,
  `DELETE FROM run_tests WHERE run_id IN (${ownRuns})`,
  `DELETE FROM standing_runs WHERE submission_id IN (${own})`,
  `DELETE FROM runs WHERE submission_id IN (${own})`,
  "DELETE FROM jobs WHERE user_id = @userId",
  "DELETE FROM submission_states WHERE user_id = @userId",
  "DELETE FROM exceptions WHERE user_id = @userId",
  "DELETE FROM late_day_grants WHERE user_id = @userId",
  `DELETE FROM submission_files WHERE submission_id IN (${own})`,
  "DELETE FROM submissions WHERE user_id = @userId",
  `DELETE FROM file_contents WHERE id IN (SELECT content_id FROM account_contents WHERE user_id = @userId)
     AND id NOT IN (SELECT content_id FROM account_contents WHERE user_id <> @userId)`,
  "DELETE FROM account_contents WHERE user_id = @userId",
  "DELETE FROM deliveries WHERE user_id = @userId",
  "DELETE FROM events WHERE user_id = @userId",
  "DELETE FROM notification_choices WHERE user_id = @userId",
  "DELETE FROM notification_addresses WHERE user_id = @userId",
  "DELETE FROM browser_sessions WHERE user_id = @userId",
  "DELETE FROM invitations WHERE user_id = @userId",
  "DELETE FROM identities WHERE user_id = @userId",
  "DELETE FROM tokens WHERE user_id = @userId",
  "UPDATE users SET name = @pseudonym, name_key = @pseudonym, display_name = NULL, email = NULL, sis_id = NULL, lms_id = NULL, section = NULL, dropped_at = NULL, stored_bytes = 0, slow_until = 0, erased_at = @at, purged_at = NULL WHERE id = @userId",
  "UPDATE audit SET detail = json_set(detail, '$.name', @pseudonym) WHERE subject = @userId AND detail ->> '$.name' IS NOT NULL",
  "UPDATE audit SET detail = json_remove(detail, '$.changes') WHERE subject = @userId AND detail -> '$.changes' IS NOT NULL",
  "UPDATE audit SET detail = json_remove(detail, '$.because') WHERE subject = @userId AND detail ->> '$.because' IS NOT NULL",
];

/**
 * Takes all of a person out of the database, in one transaction, but for the account's id and the audit's entries, which
 * name a pseudonym from then on. The triggers that keep what was handed in from being changed are away meanwhile, and
 * what refers to what was deleted is looked for before it is committed, also in tables that this does not know.
 */
export function eraseAccount(database: Database, erasure: Erasure, audit: Audit, at: number): void {
  const { userId, pseudonym, submissions, runs, tokens, comments, questions } = erasure;
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
    const detail = { submissions, runs, tokens, comments, questions };
    audit({ at, actor: "service", action: "user.erased", subject: userId, detail });
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
