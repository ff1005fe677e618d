import type { KeptReason } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { inOrderOfName } from "../accounts/account.ts";

/** A submission whose run a regrade does not replace, and why. */
export interface StoredKeptSubmission {
  readonly userId: string;
  readonly userName: string;
  readonly submissionId: string;
  readonly why: KeptReason;
}

export interface KeptSubmissions {
  /** What would not be replaced if the regrade were applied now, by student, then by the order of handing in. */
  now(regradeId: string): readonly StoredKeptSubmission[];
  /** What was not replaced when it was applied. */
  stored(regradeId: string): readonly StoredKeptSubmission[];
  /** To be called inside the transaction that applies it. */
  store(regradeId: string, kept: readonly StoredKeptSubmission[]): void;
}

// A job's id is the order in which things came, whatever the clock said: what came after the regrade has a later one.
const keptNow = `
  SELECT s.id, CASE j.state WHEN 'dead' THEN 'grader-broke' ELSE 'graded-again' END AS why
  FROM jobs j JOIN submissions s ON s.id = j.submission_id LEFT JOIN standing_runs t ON t.submission_id = s.id
  WHERE j.regrade_id = @id AND (j.state = 'dead' OR t.run_id <> j.repeats_run_id)
  UNION ALL
  SELECT s.id, 'newer' AS why
  FROM regrades g JOIN submissions s ON s.module = g.module JOIN jobs own ON own.submission_id = s.id AND own.kind = 'grade'
  WHERE g.id = @id AND g.which <> 'one' AND own.id > (SELECT max(id) FROM jobs WHERE regrade_id = g.id)
    AND s.user_id IN (SELECT user_id FROM jobs WHERE regrade_id = g.id)`;

export function openKeptSubmissions(database: Database): KeptSubmissions {
  const shown = (from: string) => `
    SELECT u.id AS userId, u.name AS userName, s.id AS submissionId, k.why
    FROM ${from} JOIN submissions s ON s.id = k.id JOIN users u ON u.id = s.user_id ${inOrderOfName}, s.sequence`;
  const now = database.prepare<[{ id: string }], StoredKeptSubmission>(shown(`(${keptNow}) k`));
  const stored = database.prepare<[{ id: string }], StoredKeptSubmission>(
    shown("(SELECT submission_id AS id, why FROM regrade_kept WHERE regrade_id = @id) k"),
  );
  const insert = database.prepare<[string, string, string]>("INSERT INTO regrade_kept VALUES (?, ?, ?)");
  return {
    now: (id) => now.all({ id }),
    stored: (id) => stored.all({ id }),
    store(id, kept) {
      for (const { submissionId, why } of kept) insert.run(id, submissionId, why);
    },
  };
}
