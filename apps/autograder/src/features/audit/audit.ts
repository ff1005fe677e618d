import type { Database } from "better-sqlite3";

export type AuditAction =
  | "user.created"
  | "user.erased"
  | "person.changed"
  | "person.dropped"
  | "person.restored"
  | "roster.imported"
  | "token.issued"
  | "token.revoked"
  | "invitation.issued"
  | "invitation.revoked"
  | "invitation.redeemed"
  | "session.started"
  | "session.ended"
  | "identity.linked"
  | "submission.received"
  | "run.stored"
  | "attempt.failed"
  | "job.returned"
  | "job.dead"
  | "job.retried"
  | "rerun.requested"
  | "run.replaced"
  | "regrade.started"
  | "regrade.applied"
  | "regrade.cancelled"
  | "comment.added"
  | "comment.edited"
  | "comment.removed"
  | "comments.released"
  | "question.asked"
  | "question.answered"
  | "question.closed"
  | "question.reopened"
  | "notifications.changed"
  | "webhook.added"
  | "webhook.removed"
  | "delivery.retried"
  | "person.exported"
  | "similarity.started"
  | "similarity.ended"
  | "similarity.viewed"
  | "similarity.pair-viewed"
  | "assignment.changed"
  | "assignment.undone"
  | "exception.made"
  | "exception.withdrawn"
  | "late-days.granted"
  | "late-days.withdrawn";

export interface AuditEntry {
  readonly at: number;
  /** A user's id; `service` for what the server does by itself. */
  readonly actor: string;
  readonly action: AuditAction;
  /** The id of what was acted on. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes down who did what; meant to run inside the transaction that does it. */
export type Audit = (entry: AuditEntry) => void;

export function openAudit(database: Database): Audit {
  const insert = database.prepare<[number, string, string, string, string]>(
    "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
  );
  return ({ at, actor, action, subject, detail = {} }) => {
    insert.run(at, actor, action, subject, JSON.stringify(detail));
  };
}
