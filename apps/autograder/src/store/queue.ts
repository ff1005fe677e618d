import type { SubmittedFiles } from "@tinytorch/course";
import type { Database } from "better-sqlite3";
import type { Audit } from "./audit.ts";

/** How long a lease lasts without a heartbeat. */
export const leaseMilliseconds = 30_000;
/** Attempts that may end in a broken grader before a job is set aside. */
export const attemptLimit = 4;
const firstBackoffMilliseconds = 1_000;
const longestBackoffMilliseconds = 60_000;

/** A job in the hands of one dispatcher slot, with all that grading it needs. */
export interface Lease {
  readonly jobId: number;
  /** Grows with each lease of the job: a result under an older one is refused. */
  readonly fence: number;
  readonly submissionId: string;
  readonly userId: string;
  readonly module: string;
  readonly sha256: string;
  readonly sequence: number;
  readonly seed: number;
  readonly receivedAt: number;
  readonly files: SubmittedFiles;
}

/** What became of a failed attempt. */
export type AfterFailure = "retry" | "dead" | "stale";

/**
 * The queue of grading work, in the same database as the submissions, so that one transaction covers both.
 *
 * Work goes round-robin: first the priority, then whose work was taken least recently, then who came first. A lease
 * ends by `complete` (in the runs), `fail`, `release`, or by running out; then the job is taken again. Times that lie
 * further off than any wait we set come from a clock that jumped back, and count as passed.
 */
export interface Queue {
  /** To be called inside the transaction that stores the submission. Returns its place in the queue. */
  enqueue(submissionId: string, userId: string, seed: number): number;
  lease(owner: string): Lease | undefined;
  /** Renews a lease; false when it is lost. */
  heartbeat(lease: Lease): boolean;
  /** The grader broke: the job is tried again after a pause that grows, and set aside after the last attempt. */
  fail(lease: Lease, reason: string): AfterFailure;
  /** Hands a job back as if it had not been taken. False when the lease was lost. */
  release(lease: Lease): boolean;
  /** Returns to the queue what other owners left behind. Only for the holder of the data folder's lock. */
  reclaimForeign(owner: string): number;
  /** Returns leases that ran out. */
  reclaimExpired(): number;
  /** Submission to its place among the waiting, 1 being next. */
  positions(): ReadonlyMap<string, number>;
  position(submissionId: string): number | undefined;
}

interface JobRow extends Omit<Lease, "files"> {
  readonly attempts: number;
}

const jobColumns = `j.id AS jobId, j.fence, j.submission_id AS submissionId, j.user_id AS userId, s.module, s.sha256,
  s.sequence, j.seed, s.received_at AS receivedAt, j.attempts`;

const placesInLine = `
  SELECT submission_id AS submissionId, row_number() OVER (ORDER BY priority, round, last_turn, id) AS position
  FROM (
    SELECT j.id, j.submission_id, j.priority, u.last_turn,
      row_number() OVER (PARTITION BY j.priority, j.user_id ORDER BY j.id) AS round
    FROM jobs j JOIN users u ON u.id = j.user_id
    WHERE j.state = 'queued'
  )`;

export function openQueue(database: Database, audit: Audit, now: () => number): Queue {
  const insert = database.prepare<[string, string, number, number]>(
    "INSERT INTO jobs (submission_id, user_id, seed, available_at) VALUES (?, ?, ?, ?)",
  );
  const setFirstPosition = database.prepare<[number, string]>(
    "UPDATE jobs SET first_position = ? WHERE submission_id = ? AND first_position IS NULL",
  );
  const places = database.prepare<[], { submissionId: string; position: number }>(placesInLine);
  const place = database
    .prepare<[string], number>(`SELECT position FROM (${placesInLine}) WHERE submissionId = ?`)
    .pluck();
  const next = database.prepare<[number, number], JobRow>(`
    SELECT ${jobColumns} FROM jobs j
    JOIN users u ON u.id = j.user_id
    JOIN submissions s ON s.id = j.submission_id
    WHERE j.state = 'queued' AND (j.available_at <= ? OR j.available_at > ?)
    ORDER BY j.priority, u.last_turn, j.id LIMIT 1`);
  const take = database.prepare<[string, number, number]>(
    "UPDATE jobs SET state = 'leased', fence = fence + 1, lease_owner = ?, lease_expires_at = ? WHERE id = ?",
  );
  const turn = database.prepare<[string]>(
    "UPDATE users SET last_turn = (SELECT max(last_turn) + 1 FROM users) WHERE id = ?",
  );
  const filesOf = database.prepare<[string], { path: string; text: string }>(
    "SELECT path, text FROM submission_files WHERE submission_id = ?",
  );
  const held = "id = ? AND fence = ? AND state = 'leased'";
  const renew = database.prepare<[number, number, number]>(
    `UPDATE jobs SET lease_expires_at = ? WHERE ${held}`,
  );
  const giveBack = `state = 'queued', lease_owner = NULL, lease_expires_at = NULL`;
  const retry = database.prepare<[number, number, string, number, number]>(
    `UPDATE jobs SET ${giveBack}, attempts = ?, available_at = ?, last_error = ? WHERE ${held}`,
  );
  const bury = database.prepare<[number, number, string, number, number]>(
    `UPDATE jobs SET state = 'dead', lease_owner = NULL, lease_expires_at = NULL, attempts = ?, ended_at = ?, last_error = ? WHERE ${held}`,
  );
  const attemptsOf = database
    .prepare<[number, number], number>(`SELECT attempts FROM jobs WHERE ${held}`)
    .pluck();
  const putBack = database.prepare<[number, number]>(`UPDATE jobs SET ${giveBack} WHERE ${held}`);
  const leasedByOthers = database.prepare<[string], { id: number; submissionId: string }>(
    "SELECT id, submission_id AS submissionId FROM jobs WHERE state = 'leased' AND lease_owner <> ?",
  );
  const expired = database.prepare<[number, number], { id: number; submissionId: string }>(
    "SELECT id, submission_id AS submissionId FROM jobs WHERE state = 'leased' AND (lease_expires_at < ? OR lease_expires_at > ?)",
  );
  const free = database.prepare<[number]>(`UPDATE jobs SET ${giveBack} WHERE id = ?`);

  const lease = database.transaction((owner: string): Lease | undefined => {
    const row = next.get(now(), now() + longestBackoffMilliseconds);
    if (row === undefined) return undefined;
    take.run(owner, now() + leaseMilliseconds, row.jobId);
    turn.run(row.userId);
    const files = Object.fromEntries(filesOf.all(row.submissionId).map(({ path, text }) => [path, text]));
    const { attempts: _, ...job } = row;
    return { ...job, fence: row.fence + 1, files };
  });

  const fail = database.transaction(({ jobId, fence, submissionId }: Lease, reason: string): AfterFailure => {
    const before = attemptsOf.get(jobId, fence);
    if (before === undefined) return "stale";
    const attempts = before + 1;
    const detail = { jobId, attempt: attempts, reason };
    audit({ at: now(), actor: "service", action: "attempt.failed", subject: submissionId, detail });
    if (attempts >= attemptLimit) {
      bury.run(attempts, now(), reason, jobId, fence);
      audit({ at: now(), actor: "service", action: "job.dead", subject: submissionId, detail });
      return "dead";
    }
    const wait = Math.min(firstBackoffMilliseconds * 4 ** (attempts - 1), longestBackoffMilliseconds);
    retry.run(attempts, now() + wait, reason, jobId, fence);
    return "retry";
  });

  function returnAll(jobs: readonly { id: number; submissionId: string }[], reason: string): number {
    for (const { id, submissionId } of jobs) {
      free.run(id);
      audit({
        at: now(),
        actor: "service",
        action: "job.returned",
        subject: submissionId,
        detail: { jobId: id, reason },
      });
    }
    return jobs.length;
  }
  const reclaimForeign = database.transaction((owner: string) =>
    returnAll(leasedByOthers.all(owner), "the server that held it is gone"),
  );
  const reclaimExpired = database.transaction(() =>
    returnAll(expired.all(now(), now() + leaseMilliseconds), "the lease ran out"),
  );

  return {
    enqueue(submissionId, userId, seed) {
      insert.run(submissionId, userId, seed, now());
      const position = place.get(submissionId);
      if (position === undefined) throw new Error("internal: enqueue: a new job must be waiting, got none");
      setFirstPosition.run(position, submissionId);
      return position;
    },
    lease: (owner) => lease.immediate(owner),
    heartbeat: ({ jobId, fence }) => renew.run(now() + leaseMilliseconds, jobId, fence).changes === 1,
    fail: (held, reason) => fail.immediate(held, reason),
    release: ({ jobId, fence }) => putBack.run(jobId, fence).changes === 1,
    reclaimForeign: (owner) => reclaimForeign.immediate(owner),
    reclaimExpired: () => (expired.get(now(), now() + leaseMilliseconds) ? reclaimExpired.immediate() : 0),
    positions: () => new Map(places.all().map(({ submissionId, position }) => [submissionId, position])),
    position: (submissionId) => place.get(submissionId),
  };
}
