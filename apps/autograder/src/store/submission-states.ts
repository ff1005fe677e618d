import type { SubmissionStatus } from "@tinytorch/api";
import type { Database } from "better-sqlite3";

/** What is known of a submission the moment it is stored. */
interface NewSubmission {
  readonly id: string;
  readonly userId: string;
  readonly module: string;
}

/**
 * Where each submission stands, beside the submissions themselves, which are never changed. Both are to be called inside
 * the transaction that does what they tell of.
 */
export interface SubmissionStates {
  /** A submission was stored; it waits. */
  begin(submission: NewSubmission): void;
  /** A job was moved: if it is the one that came with a submission, that now stands where the job does. */
  follow(jobId: number): void;
}

/** Where a submission stands while the job that came with it is in a state; only a stored run ends that job. */
const statusByJobState: Readonly<Record<string, SubmissionStatus>> = {
  queued: "queued",
  leased: "running",
  dead: "failed",
  done: "graded",
};

export function openSubmissionStates(database: Database): SubmissionStates {
  const begin = database.prepare<[NewSubmission]>(`
    INSERT INTO submission_states (sequence, submission_id, user_id, module, status)
    SELECT sequence, id, @userId, @module, 'queued' FROM submissions WHERE id = @id`);
  const stateOf = database.prepare<[number], { submissionId: string; state: string }>(
    "SELECT submission_id AS submissionId, state FROM jobs WHERE id = ? AND kind = 'grade'",
  );
  const set = database.prepare<[SubmissionStatus, string]>(
    "UPDATE submission_states SET status = ? WHERE submission_id = ?",
  );
  return {
    begin: (submission) => {
      begin.run(submission);
    },
    follow(jobId) {
      const job = stateOf.get(jobId);
      if (job === undefined) return;
      const status = statusByJobState[job.state];
      if (status === undefined)
        throw new Error(`internal: submission: its job must be in a known state, got ${job.state}`);
      set.run(status, job.submissionId);
    },
  };
}
