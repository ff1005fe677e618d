import type { Database } from "better-sqlite3";
import type { Grades } from "./grades.ts";
import type { JobKind } from "./queue.ts";

/** A stored run; `hashes`, `sandbox`, `timings` and `report` are JSON. */
export interface RunRecord {
  readonly id: string;
  readonly kind: JobKind;
  readonly submissionId: string;
  readonly module: string;
  readonly userId: string;
  readonly userName: string;
  readonly gradedAt: number;
  readonly score: number;
  readonly maxScore: number;
  readonly seed: number;
  readonly hashes: string;
  readonly sandbox: string;
  readonly timings: string;
  readonly report: string;
  readonly stands: 0 | 1;
  readonly counts: boolean;
}

/** Finds a run by its id. */
export function openRunRecords(database: Database, grades: Grades): (id: string) => RunRecord | undefined {
  const byId = database.prepare<[string], Omit<RunRecord, "counts">>(`
    SELECT r.id, j.kind, r.submission_id AS submissionId, s.module, u.id AS userId, u.name AS userName,
      r.graded_at AS gradedAt, r.score, r.max_score AS maxScore, r.seed, r.hashes, r.sandbox, r.timings, r.report,
      EXISTS (SELECT 1 FROM standing_runs WHERE run_id = r.id) AS stands
    FROM runs r JOIN jobs j ON j.id = r.job_id JOIN submissions s ON s.id = r.submission_id
    JOIN users u ON u.id = s.user_id WHERE r.id = ?`);
  return (id) => {
    const run = byId.get(id);
    return run && { ...run, counts: grades.counts(run.userId, run.module, id) };
  };
}
