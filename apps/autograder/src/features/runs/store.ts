import { randomUUID } from "node:crypto";
import type { Report } from "@tinytorch/course";
import type { Database } from "better-sqlite3";
import type { Clock } from "../../clock.ts";
import type { Lease } from "../../grading/queue.ts";
import type { Audit } from "../audit/audit.ts";
import type { ChangeGrades } from "../outbox/grade-changes.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { SubmissionStates } from "../submissions/submission-states.ts";
import { cappedConsole } from "./capped-console.ts";

export interface FinishedRun {
  readonly report: Report;
  /** When the grader was handed the work, and when it answered, by the steady clock. */
  readonly startedAt: number;
  readonly answeredAt: number;
}

/** Where the time of a run went, in milliseconds. */
export interface StoredTimings {
  /** From the receipt to the start of this attempt. */
  readonly queue: number;
  readonly sandbox: number;
  readonly tests: number;
  readonly store: number;
  /** From the receipt to the stored score. */
  readonly total: number;
}

export interface StoredRun {
  readonly runId: string;
  readonly timings: StoredTimings;
}

/** Grading runs, each a record that stays. */
export interface Runs {
  /**
   * Stores a run, its test results, the audit row and the end of the job in one transaction; the run of a submission's
   * own job also stands for the submission. What was printed is stored apart from the report. Which submission counts follows from the facts, whoever finishes first.
   * @returns undefined, with nothing stored, when the lease was lost: somebody else grades this job.
   */
  store(lease: Lease, run: FinishedRun): StoredRun | undefined;
  /** What the submission printed in a run, for those who may see it; null when it was nothing. */
  console(runId: string): string | null;
}

interface RunsOptions {
  readonly audit: Audit;
  readonly states: SubmissionStates;
  readonly outbox: Outbox;
  readonly changeGrades: ChangeGrades;
  readonly clock: Clock;
}

export function openRuns(
  database: Database,
  { audit, states, outbox, changeGrades, clock: { now, steady } }: RunsOptions,
): Runs {
  const finish = database.prepare<[number, number, number]>(`
    UPDATE jobs SET state = 'done', ended_at = ?, lease_owner = NULL, lease_expires_at = NULL
    WHERE id = ? AND fencing_token = ? AND state = 'leased'`);
  const insertRun = database.prepare<
    [string, number, string, number, number, number, string, string, string, string, number, 0 | 1]
  >(`
    INSERT INTO runs (id, job_id, submission_id, seed, score, max_score, report, sandbox, hashes, timings, graded_at, loads)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertConsole = database.prepare<[string, string]>("INSERT INTO run_consoles (run_id, text) VALUES (?, ?)");
  const grow = database.prepare<[number, string]>("UPDATE users SET stored_bytes = stored_bytes + ? WHERE id = ?");
  const consoleOf = database.prepare<[string], string>("SELECT text FROM run_consoles WHERE run_id = ?").pluck();
  const insertTest = database.prepare<[string, string, number, number, string, string | null, number]>(
    "INSERT INTO run_tests VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const setStanding = database.prepare<[string, string]>(
    "INSERT INTO standing_runs (submission_id, run_id) VALUES (?, ?)",
  );

  const store = database.transaction((lease: Lease, { report: whole, startedAt, answeredAt }: FinishedRun) => {
    if (finish.run(now(), lease.jobId, lease.fencingToken).changes === 0) return undefined;
    states.follow(lease.jobId);
    const runId = randomUUID();
    const { console, ...report } = whole;
    const { sandbox, tests } = report.timings;
    const gradedAt = now();
    const storedAt = steady();
    // An earlier process may have taken the work by a clock that was ahead; a duration is never negative.
    const timings: StoredTimings = {
      queue: Math.max(0, startedAt - lease.askedAt),
      sandbox,
      tests,
      store: storedAt - answeredAt,
      total: Math.max(0, storedAt - lease.askedAt),
    };
    insertRun.run(
      runId,
      lease.jobId,
      lease.submissionId,
      lease.seed,
      report.score,
      report.max_score,
      JSON.stringify(report),
      JSON.stringify(report.sandbox),
      JSON.stringify({ submission: lease.sha256, ...report.hashes }),
      JSON.stringify(timings),
      gradedAt,
      report.loadProblems.length === 0 ? 1 : 0,
    );
    if (console !== "") {
      const kept = cappedConsole(console);
      insertConsole.run(runId, kept);
      // What is graded again is not the student's doing.
      if (lease.kind === "grade") grow.run(Buffer.byteLength(kept), lease.userId);
    }
    for (const test of report.tests) {
      insertTest.run(runId, test.id, test.score, test.max_score, test.status, test.kind, test.milliseconds);
    }
    if (lease.kind === "grade") {
      const { userId, module, submissionId } = lease;
      changeGrades({ people: [userId], module, cause: "submission" }, () => setStanding.run(submissionId, runId));
      outbox({ kind: "submission.graded", userId, module, subject: submissionId });
    }
    const detail = { runId, kind: lease.kind, score: report.score, maxScore: report.max_score };
    audit({ at: gradedAt, actor: "service", action: "run.stored", subject: lease.submissionId, detail });
    return { runId, timings };
  });

  return { store: (lease, run) => store.immediate(lease, run), console: (runId) => consoleOf.get(runId) ?? null };
}
