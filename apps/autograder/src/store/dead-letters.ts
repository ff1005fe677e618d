import type { Database } from "better-sqlite3";
import type { Clock } from "../clock.ts";
import type { Audit } from "./audit.ts";
import type { JobKind } from "./queue.ts";
import { StoreRefusal } from "./store-refusal.ts";
import type { SubmissionStates } from "./submission-states.ts";

/** Work the grader broke on at every attempt. */
export interface DeadLetters {
  /** Oldest first. */
  list(): readonly StoredDeadLetter[];
  /** Queues one again, with all its attempts before it. @throws StoreRefusal `missing`. */
  retry(actor: string, id: number): void;
}

/** One of them; `diedAt` is a time of day. */
export interface StoredDeadLetter {
  readonly id: number;
  readonly kind: JobKind;
  readonly submissionId: string;
  readonly module: string;
  readonly userId: string;
  readonly userName: string;
  readonly attempts: number;
  readonly error: string;
  readonly diedAt: number;
}

/** An applied regrade is over: what it could not grade keeps its run. */
const dead =
  "state = 'dead' AND NOT EXISTS (SELECT 1 FROM regrades g WHERE g.id = regrade_id AND g.applied_at IS NOT NULL)";

interface DeadLettersOptions {
  readonly audit: Audit;
  readonly states: SubmissionStates;
  readonly clock: Clock;
}

export function openDeadLetters(
  database: Database,
  { audit, states, clock: { now, steady } }: DeadLettersOptions,
): DeadLetters {
  const list = database.prepare<[], StoredDeadLetter>(`
    SELECT j.id, j.kind, s.id AS submissionId, s.module, u.id AS userId, u.name AS userName, j.attempts,
      j.last_error AS error, j.ended_at AS diedAt
    FROM (SELECT * FROM jobs WHERE ${dead}) j
    JOIN submissions s ON s.id = j.submission_id JOIN users u ON u.id = s.user_id ORDER BY j.ended_at, j.id`);
  const revive = database.prepare<[{ id: number; availableAt: number }], { submissionId: string }>(`
    UPDATE jobs SET state = 'queued', attempts = 0, available_at = @availableAt, ended_at = NULL
    WHERE id = @id AND ${dead} RETURNING submission_id AS submissionId`);

  const retry = database.transaction((actor: string, id: number) => {
    const job = revive.get({ id, availableAt: steady() });
    if (job === undefined) {
      throw new StoreRefusal("missing", `retry: there must be a dead letter, got none with the id ${id}`);
    }
    states.follow(id);
    audit({ at: now(), actor, action: "job.retried", subject: job.submissionId, detail: { jobId: id } });
  });

  return {
    list: () => list.all(),
    retry: (actor, id) => retry.immediate(actor, id),
  };
}
