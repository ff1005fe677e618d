import type { Database } from "better-sqlite3";
import { type Conditions, filteredStatements } from "../../database/filtered-statements.ts";

export interface AuditFilter {
  /** What it was done to; of a submission, what was done to its comments too. */
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Whoever did it, or whom it concerns. */
  readonly person?: string | undefined;
  readonly module?: string | undefined;
  /** Nothing from then on, in milliseconds since 1970. */
  readonly until?: number | undefined;
  /** Nothing older, in milliseconds since 1970. */
  readonly since?: number | undefined;
  /** Entries written before the one of this id. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  /** Null when the actor is no account: the service itself. */
  readonly actorName: string | null;
  readonly action: string;
  readonly subject: string;
  /** JSON. */
  readonly detail: string;
  /** The module that it is about, and the name of the account that it concerns, where either is known. */
  readonly module: string | null;
  readonly personName: string | null;
}

/** What was written down, to read. */
export interface AuditLog {
  /** Newest first. */
  list(filter: AuditFilter): AuditRow[];
}

/** Each part is found by an index of its own. */
const ofSubject = `
  SELECT id FROM audit WHERE subject = @subject
  UNION SELECT e.id FROM comments c CROSS JOIN audit e ON e.subject = c.id WHERE c.submission_id = @subject`;
const ofPerson = `
  SELECT id FROM audit WHERE actor = @person
  UNION SELECT id FROM audit WHERE subject = @person
  UNION SELECT id FROM audit WHERE detail ->> '$.studentId' = @person
  UNION SELECT e.id FROM submissions s CROSS JOIN audit e ON e.subject = s.id WHERE s.user_id = @person`;
const ofModule = `
  SELECT id FROM audit WHERE detail ->> '$.module' = @module
  UNION SELECT e.id FROM submission_states s CROSS JOIN audit e ON e.subject = s.submission_id WHERE s.module = @module
  UNION SELECT e.id FROM regrades r CROSS JOIN audit e ON e.subject = r.id WHERE r.module = @module`;

const conditions: Conditions<AuditFilter> = [
  ["subject", `a.id IN (${ofSubject})`],
  ["actor", "a.actor = @actor"],
  ["action", "a.action = @action"],
  ["person", `a.id IN (${ofPerson})`],
  ["module", `a.id IN (${ofModule})`],
  ["until", "a.at < @until"],
  ["since", "a.at >= @since"],
  ["before", "a.id < @before"],
];

export function openAuditLog(database: Database): AuditLog {
  const statement = filteredStatements<AuditFilter, AuditRow>(
    database,
    conditions,
    (where) =>
      `SELECT a.id, a.at, a.actor, u.name AS actorName, a.action, a.subject, a.detail,
         coalesce(a.detail ->> '$.module', s.module, r.module) AS module, coalesce(p.name, q.name, o.name) AS personName
       FROM audit a LEFT JOIN users u ON u.id = a.actor
       LEFT JOIN submissions s ON s.id = a.subject LEFT JOIN regrades r ON r.id = a.subject
       LEFT JOIN users p ON p.id = a.subject LEFT JOIN users q ON q.id = a.detail ->> '$.studentId'
       LEFT JOIN users o ON o.id = s.user_id WHERE ${where} ORDER BY a.id DESC LIMIT @limit`,
  );
  return { list: (filter) => statement(filter).all(filter) };
}
