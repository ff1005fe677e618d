import type { Database, Statement } from "better-sqlite3";

export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
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
}

/** What was written down, to read. */
export interface AuditLog {
  /** Newest first. */
  list(filter: AuditFilter): AuditRow[];
}

const conditions = [
  ["subject", "a.subject = @subject"],
  ["actor", "a.actor = @actor"],
  ["action", "a.action = @action"],
  ["since", "a.at >= @since"],
  ["before", "a.id < @before"],
] as const;

export function openAuditLog(database: Database): AuditLog {
  // One statement for each choice of filters, so that SQLite plans each by the index that serves it.
  const statements = new Map<string, Statement<[AuditFilter], AuditRow>>();

  function statement(where: string): Statement<[AuditFilter], AuditRow> {
    const known = statements.get(where);
    if (known !== undefined) return known;
    const prepared = database.prepare<[AuditFilter], AuditRow>(
      `SELECT a.id, a.at, a.actor, u.name AS actorName, a.action, a.subject, a.detail
       FROM audit a LEFT JOIN users u ON u.id = a.actor WHERE ${where} ORDER BY a.id DESC LIMIT @limit`,
    );
    statements.set(where, prepared);
    return prepared;
  }

  return {
    list(filter) {
      const asked = conditions.filter(([name]) => filter[name] !== undefined).map(([, condition]) => condition);
      return statement(["TRUE", ...asked].join(" AND ")).all(filter);
    },
  };
}
