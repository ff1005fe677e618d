import type { SubmittedFiles } from "@tinytorch/course";
import type { Database } from "better-sqlite3";
import type { Clock } from "../clock.ts";
import type { Audit } from "../features/audit/audit.ts";
import type { SubmissionStates } from "../features/submissions/submission-states.ts";
import type { FileStore } from "../features/submissions/submitted-files.ts";
import { openNextJob } from "./next-job.ts";
import { openPositions, type Position } from "./positions.ts";
import { openSlowAccounts } from "./slow-accounts.ts";
import { openWaitingTime, type WaitEstimate } from "./waiting-time.ts";

/** How long a lease lasts without a heartbeat. */
export const leaseMilliseconds = 30_000;
/** Attempts that may end in a broken grader before a job is set aside. */
export const attemptLimit = 4;
const firstBackoffMilliseconds = 1_000;
const longestBackoffMilliseconds = 60_000;
/** Live work first, then what an instructor waits for, then regrades. */
const priorities = { grade: 0, rerun: 1, regrade: 2 } as const;

/** Why a job grades: `grade` came with the submission; the others change no grade by themselves. */
export type JobKind = keyof typeof priorities;

/** Where a submission stands in the queue. */
export interface Place {
  /** 1 is next. */
  readonly position: number;
  /** Estimated seconds until it is begun; null while there is nothing to judge by, and for what stands back. */
  readonly waitSeconds: number | null;
  /** It was handed back after its first share: it goes behind what is quick, and is then graded to its end. */
  readonly takesLong: boolean;
}

/** A submission to be graded again as it was in an earlier run. */
export interface Repetition {
  readonly kind: "rerun" | "regrade";
  readonly runId: string;
  readonly regradeId: string | null;
}

/** A job in the hands of one dispatcher slot, with all that grading it needs. */
export interface Lease {
  readonly jobId: number;
  readonly kind: JobKind;
  /** Lower goes first. */
  readonly priority: number;
  /** It was handed back once, and is not again. */
  readonly isLong: boolean;
  /** Grows with each lease of the job: a result under an older one is refused. */
  readonly fencingToken: number;
  readonly submissionId: string;
  readonly userId: string;
  readonly module: string;
  readonly sha256: string;
  readonly sequence: number;
  readonly seed: number;
  /** When the job was asked for, by the steady clock. */
  readonly askedAt: number;
  readonly files: SubmittedFiles;
}

/** What became of a failed attempt. */
export type AfterFailure = "retry" | "dead" | "stale";

/**
 * The queue of grading work, in the same database as the submissions, so that one transaction covers both.
 *
 * Work goes round-robin: first the priority, then whose live work was taken least recently, then who came first; where there
 * are several graders no account has them all. Work that had its first share of a grader's time is handed back when others
 * wait, once: from then on it is long, also for a later process, goes behind what is quick, and never holds all graders of several.
 * A lease ends by `complete` (in the runs), `fail`, `release`, `handBack`, or by running out; then the job is taken again. Leases and pauses
 * go by the steady clock, so one that jumps ends none of them early and keeps none alive. An earlier process may have
 * written by a clock that was ahead: what lies further off than any pause we make counts as passed.
 */
export interface Queue {
  /** To be called inside the transaction that stores the submission. Returns its place in the queue. */
  enqueue(submissionId: string, userId: string, seed: number): Place;
  /** Queues one more run of a run's submission, with its seed. Returns the job's id. */
  repeat(repetition: Repetition): number;
  lease(owner: string): Lease | undefined;
  /** Renews a lease; false when it is lost. */
  heartbeat(lease: Lease): boolean;
  /** The grader broke: the job is tried again after a pause that grows, and set aside after the last attempt. */
  fail(lease: Lease, reason: string): AfterFailure;
  /** Whether new work of somebody else, no less urgent, would be taken if this lease were given up. */
  isAwaited(lease: Lease): boolean;
  /** Hands a job back, once, to let others go first: no attempt is counted. False when the lease was lost, or it was before. */
  handBack(lease: Lease): boolean;
  /** How long work was in a grader's hands, however it ended: an account whose own work took long stands back for a while. */
  took(lease: Lease, milliseconds: number): void;
  /** Hands a job back as if it had not been taken. False when the lease was lost. */
  release(lease: Lease): boolean;
  /** Returns to the queue what other owners left behind, but for those to be spared. Only for the holder of the data folder's lock. */
  reclaimForeign(owner: string, spared?: string): number;
  /** Returns leases that ran out. */
  reclaimExpired(): number;
  /** The work that is under way under this lease of the owner's; undefined when the lease is over. */
  held(owner: string, jobId: number, fencingToken: number): Lease | undefined;
  /** All that is in an owner's hands. */
  heldBy(owner: string): readonly Lease[];
  /** So many submissions are graded at once from here on: graders of other machines come and go. */
  setGraders(count: number): void;
  /** The places of the submissions that wait for their first run. */
  places(): ReadonlyMap<string, Place>;
  place(submissionId: string): Place | undefined;
}

export interface QueueOptions {
  readonly audit: Audit;
  readonly states: SubmissionStates;
  readonly fileStore: Pick<FileStore, "of">;
  readonly clock: Clock;
  /** How many submissions are graded at once to begin with. */
  readonly graders: number;
}

interface JobRow extends Omit<Lease, "files" | "isLong"> {
  readonly attempts: number;
  readonly isLong: 0 | 1;
}

const jobColumns = `j.id AS jobId, j.kind, j.priority, j.is_long AS isLong, j.fencing_token AS fencingToken, j.submission_id AS submissionId, j.user_id AS userId, s.module, s.sha256,
  s.sequence, j.seed, coalesce(j.created_at, s.received_at) AS askedAt, j.attempts`;

export function openQueue(
  database: Database,
  { audit, states, fileStore, clock: { now, steady }, graders: gradersAtFirst }: QueueOptions,
): Queue {
  let graders = gradersAtFirst;
  const positions = openPositions(database);
  const estimate = openWaitingTime(database, () => graders);
  const insert = database.prepare<[string, string, number, number, number]>(
    "INSERT INTO jobs (submission_id, user_id, seed, created_at, available_at) VALUES (?, ?, ?, ?, ?)",
  );
  const setFirstPlace = database.prepare<[number, number | null, string]>(
    "UPDATE jobs SET first_position = ?, first_wait_seconds = ? WHERE submission_id = ? AND kind = 'grade'",
  );
  const insertRepetition = database.prepare<[Repetition & { priority: number; now: number }]>(`
    INSERT INTO jobs (submission_id, user_id, seed, priority, kind, repeats_run_id, regrade_id, created_at, available_at)
    SELECT s.id, s.user_id, r.seed, @priority, @kind, r.id, @regradeId, @now, @now
    FROM runs r JOIN submissions s ON s.id = r.submission_id WHERE r.id = @runId`);
  const noteDuration = openSlowAccounts(database);
  const next = openNextJob(database, {
    graders: () => graders,
    priorities: Object.values(priorities).sort((one, other) => one - other),
    longestPauseMilliseconds: longestBackoffMilliseconds,
  });
  const jobOf = database.prepare<[number], JobRow>(
    `SELECT ${jobColumns} FROM jobs j JOIN submissions s ON s.id = j.submission_id WHERE j.id = ?`,
  );
  const take = database.prepare<[string, number, number]>(
    "UPDATE jobs SET state = 'leased', fencing_token = fencing_token + 1, lease_owner = ?, lease_expires_at = ? WHERE id = ?",
  );
  const turn = database.prepare<[string]>(
    "UPDATE users SET last_turn = (SELECT max(last_turn) + 1 FROM users) WHERE id = ?",
  );
  const held = "id = ? AND fencing_token = ? AND state = 'leased'";
  const renew = database.prepare<[number, number, number]>(`UPDATE jobs SET lease_expires_at = ? WHERE ${held}`);
  const giveBack = `state = 'queued', lease_owner = NULL, lease_expires_at = NULL`;
  const retry = database.prepare<[number, number, string, number, number]>(
    `UPDATE jobs SET ${giveBack}, attempts = ?, available_at = ?, last_error = ? WHERE ${held}`,
  );
  const bury = database.prepare<[number, number, string, number, number]>(
    `UPDATE jobs SET state = 'dead', lease_owner = NULL, lease_expires_at = NULL, attempts = ?, ended_at = ?, last_error = ? WHERE ${held}`,
  );
  const attemptsOf = database.prepare<[number, number], number>(`SELECT attempts FROM jobs WHERE ${held}`).pluck();
  const putBack = database.prepare<[number, number]>(`UPDATE jobs SET ${giveBack} WHERE ${held}`);
  const putBehind = database.prepare<[number, number]>(
    `UPDATE jobs SET ${giveBack}, is_long = 1 WHERE ${held} AND is_long = 0`,
  );
  const leasedByOthers = database.prepare<[string, string], { id: number; submissionId: string }>(
    "SELECT id, submission_id AS submissionId FROM jobs WHERE state = 'leased' AND lease_owner NOT IN (?, ?)",
  );
  const heldBy = database.prepare<[string], JobRow>(
    `SELECT ${jobColumns} FROM jobs j JOIN submissions s ON s.id = j.submission_id WHERE j.state = 'leased' AND j.lease_owner = ?`,
  );
  const ownerOf = database.prepare<[number, number], string>(`SELECT lease_owner FROM jobs WHERE ${held}`).pluck();
  const expired = database.prepare<[number], { id: number; submissionId: string }>(
    "SELECT id, submission_id AS submissionId FROM jobs WHERE state = 'leased' AND lease_expires_at < ?",
  );
  const free = database.prepare<[number]>(`UPDATE jobs SET ${giveBack} WHERE id = ?`);

  const lease = database.transaction((owner: string): Lease | undefined => {
    const id = next.take(steady());
    const row = id === undefined ? undefined : jobOf.get(id);
    if (row === undefined) return undefined;
    take.run(owner, steady() + leaseMilliseconds, row.jobId);
    states.follow(row.jobId);
    if (row.kind === "grade") turn.run(row.userId);
    return leaseOf({ ...row, fencingToken: row.fencingToken + 1 });
  });

  function leaseOf({ attempts: _, isLong, ...job }: JobRow): Lease {
    return { ...job, isLong: isLong === 1, files: fileStore.of(job.submissionId) };
  }

  const fail = database.transaction(({ jobId, fencingToken, submissionId }: Lease, reason: string): AfterFailure => {
    const before = attemptsOf.get(jobId, fencingToken);
    if (before === undefined) return "stale";
    const attempts = before + 1;
    const detail = { jobId, attempt: attempts, reason };
    audit({ at: now(), actor: "service", action: "attempt.failed", subject: submissionId, detail });
    if (attempts >= attemptLimit) {
      bury.run(attempts, now(), reason, jobId, fencingToken);
      states.follow(jobId);
      audit({ at: now(), actor: "service", action: "job.dead", subject: submissionId, detail });
      return "dead";
    }
    const wait = Math.min(firstBackoffMilliseconds * 4 ** (attempts - 1), longestBackoffMilliseconds);
    retry.run(attempts, steady() + wait, reason, jobId, fencingToken);
    states.follow(jobId);
    return "retry";
  });

  const release = database.transaction(({ jobId, fencingToken }: Lease): boolean => {
    if (putBack.run(jobId, fencingToken).changes === 0) return false;
    states.follow(jobId);
    return true;
  });

  const handBack = database.transaction(({ jobId, fencingToken, submissionId }: Lease): boolean => {
    if (putBehind.run(jobId, fencingToken).changes === 0) return false;
    states.follow(jobId);
    const detail = { jobId, reason: "it had its first share of a grader's time, and others waited" };
    audit({ at: now(), actor: "service", action: "job.returned", subject: submissionId, detail });
    return true;
  });

  function returnAll(jobs: readonly { id: number; submissionId: string }[], reason: string): number {
    for (const { id, submissionId } of jobs) {
      free.run(id);
      states.follow(id);
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
  const reclaimForeign = database.transaction((owner: string, spared: string) =>
    returnAll(leasedByOthers.all(owner, spared), "the server that held it is gone"),
  );
  const reclaimExpired = database.transaction(() => returnAll(expired.all(steady()), "the lease ran out"));

  function place(submissionId: string): Place | undefined {
    const position = positions.of(submissionId, steady());
    return position === undefined ? undefined : placeOf(position, estimate());
  }

  return {
    enqueue(submissionId, userId, seed) {
      insert.run(submissionId, userId, seed, steady(), steady());
      const first = place(submissionId);
      if (first === undefined) throw new Error("internal: enqueue: a new job must be waiting, got none");
      setFirstPlace.run(first.position, first.waitSeconds, submissionId);
      return first;
    },
    repeat(repetition) {
      const parameters = { ...repetition, priority: priorities[repetition.kind], now: steady() };
      return Number(insertRepetition.run(parameters).lastInsertRowid);
    },
    lease: (owner) => lease.immediate(owner),
    heartbeat: ({ jobId, fencingToken }) => renew.run(steady() + leaseMilliseconds, jobId, fencingToken).changes === 1,
    fail: (held, reason) => fail.immediate(held, reason),
    isAwaited: (held) => next.isAwaited(held, steady()),
    handBack: (held) => handBack.immediate(held),
    took({ kind, userId }, milliseconds) {
      // What is graded again is not the student's doing.
      if (kind === "grade") noteDuration(userId, milliseconds, steady());
    },
    release: (held) => release.immediate(held),
    reclaimForeign: (owner, spared = owner) => reclaimForeign.immediate(owner, spared),
    reclaimExpired: () => (expired.get(steady()) ? reclaimExpired.immediate() : 0),
    held(owner, jobId, fencingToken) {
      if (ownerOf.get(jobId, fencingToken) !== owner) return undefined;
      const row = jobOf.get(jobId);
      return row && leaseOf(row);
    },
    heldBy: (owner) => heldBy.all(owner).map(leaseOf),
    setGraders(count) {
      graders = count;
    },
    places() {
      const waitSeconds = estimate();
      const all = [...positions.all(steady())];
      return new Map(all.map(([id, position]) => [id, placeOf(position, waitSeconds)]));
    },
    place,
  };
}

function placeOf({ position, rank }: Position, estimate: WaitEstimate): Place {
  return { position, waitSeconds: rank === 0 ? estimate(position) : null, takesLong: rank === 2 };
}
