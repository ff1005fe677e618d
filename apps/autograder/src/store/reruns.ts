import { ApiError, type Rerun } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import type { Audit } from "./audit.ts";
import { openRunComparison } from "./compare-runs.ts";
import type { Queue } from "./queue.ts";

/** Runs repeated with their own seed, to see that a report can be had again. They change no grade. */
export interface Reruns {
  /** Queues a rerun. @throws ApiError `not-found` when there is no such run. */
  request(actor: string, runId: string): Rerun;
  byId(id: number): Rerun | undefined;
}

interface RerunRow {
  readonly id: number;
  readonly ofRunId: string;
  readonly status: Rerun["status"];
  readonly runId: string | null;
  readonly failure: string | null;
}

export function openReruns(database: Database, queue: Queue, audit: Audit, now: () => number): Reruns {
  const compare = openRunComparison(database);
  const exists = database.prepare<[string], { submissionId: string }>(
    "SELECT submission_id AS submissionId FROM runs WHERE id = ?",
  );
  const row = database.prepare<[number], RerunRow>(`
    SELECT j.id, j.repeats_run_id AS ofRunId, r.id AS runId,
      CASE j.state WHEN 'leased' THEN 'running' WHEN 'dead' THEN 'failed' ELSE j.state END AS status,
      CASE j.state WHEN 'dead' THEN j.last_error END AS failure
    FROM jobs j LEFT JOIN runs r ON r.job_id = j.id WHERE j.id = ? AND j.kind = 'rerun'`);

  function byId(id: number): Rerun | undefined {
    const found = row.get(id);
    if (found === undefined) return undefined;
    const { runId, ofRunId } = found;
    return { ...found, comparison: runId === null ? null : compare(ofRunId, runId) };
  }

  const request = database.transaction((actor: string, runId: string): Rerun => {
    const run = exists.get(runId);
    if (run === undefined) throw new ApiError("not-found");
    const id = queue.repeat({ kind: "rerun", runId, regradeId: null });
    const detail = { runId, jobId: id };
    audit({ at: now(), actor, action: "rerun.requested", subject: run.submissionId, detail });
    const rerun = byId(id);
    if (rerun === undefined) throw new Error("internal: rerun: its job must be stored, got none");
    return rerun;
  });

  return { request: (actor, runId) => request.immediate(actor, runId), byId };
}
