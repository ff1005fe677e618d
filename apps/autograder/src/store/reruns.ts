import type { Database } from "better-sqlite3";
import type { Audit } from "./audit.ts";
import { openRunComparison, type RunComparison } from "./compare-runs.ts";
import type { Queue } from "./queue.ts";
import { StoreRefusal } from "./store-refusal.ts";

/** Runs repeated with their own seed, to see that a report can be had again. They change no grade. */
export interface Reruns {
  /** Queues a rerun. @throws StoreRefusal `missing` when there is no such run. */
  request(actor: string, runId: string): StoredRerun;
  byId(id: number): StoredRerun | undefined;
}

/** A run repeated, and how it compares with the first; `failure` is why it was set aside. */
export interface StoredRerun extends RerunRow {
  readonly comparison: RunComparison | null;
}

interface RerunRow {
  readonly id: number;
  readonly ofRunId: string;
  readonly status: "queued" | "running" | "done" | "failed";
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

  function byId(id: number): StoredRerun | undefined {
    const found = row.get(id);
    if (found === undefined) return undefined;
    const { runId, ofRunId } = found;
    return { ...found, comparison: runId === null ? null : compare(ofRunId, runId) };
  }

  const request = database.transaction((actor: string, runId: string): StoredRerun => {
    const run = exists.get(runId);
    if (run === undefined)
      throw new StoreRefusal("missing", `rerun: there must be a run, got none with the id ${runId}`);
    const id = queue.repeat({ kind: "rerun", runId, regradeId: null });
    const detail = { runId, jobId: id };
    audit({ at: now(), actor, action: "rerun.requested", subject: run.submissionId, detail });
    const rerun = byId(id);
    if (rerun === undefined) throw new Error("internal: rerun: its job must be stored, got none");
    return rerun;
  });

  return { request: (actor, runId) => request.immediate(actor, runId), byId };
}
