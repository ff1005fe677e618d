import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Receipt } from "@tinytorch/api";
import { contentHash } from "@tinytorch/course-files";
import { gradeOf, undated } from "@tinytorch/gradebook";
import Database from "better-sqlite3";

/** Longer than a lease and than the longest pause between attempts: work that nothing ends for so long is stuck. */
const stuckMilliseconds = 90_000;

/** Submissions that the lists tell otherwise of than the job, and its run, that they came with; true at every moment. */
const statesApart = `
  SELECT s.id || ' is ' || coalesce(st.status, 'nowhere') || ' and its job ' || j.state FROM submissions s
  JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
  LEFT JOIN submission_states st ON st.sequence = s.sequence AND st.submission_id = s.id AND st.user_id = s.user_id
    AND st.module = s.module
  LEFT JOIN runs r ON r.job_id = j.id
  WHERE st.status IS NOT CASE j.state WHEN 'done' THEN 'graded' WHEN 'dead' THEN 'failed' WHEN 'leased' THEN 'running'
      ELSE 'queued' END
    OR (st.status = 'graded') <> (r.id IS NOT NULL)
    OR (st.status = 'graded') <> (s.id IN (SELECT submission_id FROM standing_runs))`;

/** Each rule of what a crash may not do, as a query for what breaks it. */
const rules = {
  "every job has ended in a run": `
    SELECT 'job ' || id || ' is ' || state FROM jobs WHERE state <> 'done' OR id NOT IN (SELECT job_id FROM runs)`,
  "every submission has exactly one run of its own": `
    SELECT s.id FROM submissions s WHERE 1 <> (
      SELECT count(*) FROM runs r JOIN jobs j ON j.id = r.job_id WHERE j.submission_id = s.id AND j.kind = 'grade')`,
  "every submission has exactly one run that stands": `
    SELECT s.id FROM submissions s WHERE 1 <> (SELECT count(*) FROM standing_runs t WHERE t.submission_id = s.id)`,
  "a run is of the files that were received": `
    SELECT r.id FROM runs r JOIN submissions s ON s.id = r.submission_id
    WHERE s.sha256 <> json_extract(r.report, '$.sha256') OR s.sha256 <> json_extract(r.hashes, '$.submission')`,
  "every submission stands where its job does": statesApart,
  "every run has its tests and its audit row": `
    SELECT r.id FROM runs r WHERE NOT EXISTS (SELECT 1 FROM run_tests WHERE run_id = r.id)
      OR 1 <> (SELECT count(*) FROM audit WHERE action = 'run.stored' AND json_extract(detail, '$.runId') = r.id)`,
};

/** What a data folder holds when all is graded. */
export interface Kept {
  readonly submissions: number;
  readonly runs: number;
  /** A sentence for each promise that was broken; empty when all was kept. */
  readonly broken: readonly string[];
}

/**
 * Waits until a server has graded all there is, or gets no further, then holds the data folder to what the receipts promised: every one of
 * them is there with the files it was given for, and has exactly one run that counts.
 */
export async function keptPromises(folder: string, receipts: readonly Receipt[]): Promise<Kept> {
  const database = new Database(join(folder, "autograder.sqlite"), { readonly: true });
  try {
    await drained(database);
    const broken = Object.entries(rules).flatMap(([rule, sql]) =>
      database
        .prepare<[], string>(sql)
        .pluck()
        .all()
        .map((what) => `${rule}, got ${what}`),
    );
    broken.push(...brokenGrades(database));
    for (const receipt of receipts) broken.push(...brokenReceipt(database, receipt));
    const integrity = database.pragma("integrity_check", { simple: true });
    if (integrity !== "ok") broken.push(`the database is sound, got ${integrity}`);
    const count = (table: string) => database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    return { submissions: count("submissions"), runs: count("runs"), broken };
  } finally {
    database.close();
  }
}

/** What a server that was killed left behind of submissions that stand elsewhere than their jobs. */
export function statesLeftApart(folder: string): string[] {
  const file = join(folder, "autograder.sqlite");
  if (!existsSync(file)) return [];
  const database = new Database(file, { readonly: true });
  try {
    // A kill may have come before the first server had made its tables.
    const made = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'submission_states'").get();
    return made === undefined ? [] : database.prepare<[], string>(statesApart).pluck().all();
  } finally {
    database.close();
  }
}

async function drained(database: Database.Database): Promise<void> {
  const open = database.prepare<[], number>("SELECT count(*) FROM jobs WHERE state IN ('queued', 'leased')").pluck();
  let left = open.get();
  let since = performance.now();
  while (left !== 0 && performance.now() - since < stuckMilliseconds) {
    await sleep(200);
    const now = open.get();
    if (now !== left) since = performance.now();
    left = now;
  }
}

interface GradedRow {
  readonly who: string;
  readonly id: string;
  readonly sequence: number;
  readonly receivedAt: number;
  readonly runId: string | null;
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly loads: 0 | 1 | null;
}

/** The grade is that of the run that stands for the latest submission. */
function brokenGrades(database: Database.Database): string[] {
  const rows = database
    .prepare<[], GradedRow>(`
      SELECT s.user_id || ' in ' || s.module AS who, s.id, s.sequence, s.received_at AS receivedAt, r.id AS runId, r.score,
        r.max_score AS maxScore, r.loads
      FROM submissions s LEFT JOIN standing_runs t ON t.submission_id = s.id LEFT JOIN runs r ON r.id = t.run_id
      ORDER BY s.sequence`)
    .all();
  return [...Map.groupBy(rows, ({ who }) => who)].flatMap(([who, own]) => {
    const submissions = own.map(({ id, sequence, receivedAt, runId, score, maxScore, loads }) => {
      const run = runId === null || score === null || maxScore === null ? null : { id: runId, score, maxScore };
      return { id, sequence, receivedAt, run, loads: loads !== 0 };
    });
    const facts = { assignment: undated(""), submissions, exceptions: [], extensionsOfAll: [] };
    const { submissionId, runId, points } = gradeOf(facts, Date.now());
    const latest = own.at(-1);
    const same = submissionId === latest?.id && runId === latest?.runId && points === latest?.score;
    return same ? [] : [`the grade is that of the run that stands for the latest submission, got another for ${who}`];
  });
}

function brokenReceipt(database: Database.Database, { id, sha256, receivedAt }: Receipt): string[] {
  const stored = database
    .prepare<[string], { sha256: string; receivedAt: number }>(
      "SELECT sha256, received_at AS receivedAt FROM submissions WHERE id = ?",
    )
    .get(id);
  if (stored === undefined) return [`an accepted submission is kept, got none for receipt ${id}`];
  const rows = database
    .prepare<[string], { path: string; text: string }>(
      "SELECT f.path, c.text FROM submission_files f JOIN file_contents c ON c.id = f.content_id WHERE f.submission_id = ?",
    )
    .all(id);
  const files = Object.fromEntries(rows.map(({ path, text }) => [path, text]));
  const same =
    stored.sha256 === sha256 &&
    contentHash(files) === sha256 &&
    new Date(stored.receivedAt).toISOString() === receivedAt;
  return same ? [] : [`a submission is what its receipt says, got another for receipt ${id}`];
}
