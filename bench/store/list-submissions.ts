#!/usr/bin/env node
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../apps/autograder/src/database/open-database.ts";
import { openSubmissionLists } from "../../apps/autograder/src/features/submissions/submission-lists.ts";
import { openNextJob } from "../../apps/autograder/src/grading/next-job.ts";
import { openPositions } from "../../apps/autograder/src/grading/positions.ts";
import { fillClass } from "./fill-class.ts";

/**
 * What a list of submissions costs on a class's database, as it is read now and by the one join that it replaced, in one
 * run: `node bench/store/list-submissions.ts`. And in a queue of a thousand a place, and whose turn it is, line by line and by
 * sorting them all.
 */
const size = { students: 300, submissionsEach: 100, waiting: 1_000, reportBytes: 4_000 };
const page = 51;

/** As lists were read before: a join of five tables, every condition optional, the status derived. */
const joined = `
  SELECT * FROM (
    SELECT s.sequence, s.id, s.user_id AS userId, u.name AS userName, s.module, s.sha256, s.received_at AS receivedAt,
      j.first_position AS position, j.first_wait_seconds AS waitSeconds,
      CASE WHEN r.id IS NOT NULL THEN 'graded' WHEN j.state = 'dead' THEN 'failed'
        WHEN j.state = 'leased' THEN 'running' ELSE 'queued' END AS status,
      j.last_error AS lastError, r.id AS runId, r.score, r.max_score AS maxScore
    FROM submissions s
    JOIN users u ON u.id = s.user_id
    JOIN jobs j ON j.submission_id = s.id AND j.kind = 'grade'
    LEFT JOIN standing_runs standing ON standing.submission_id = s.id
    LEFT JOIN runs r ON r.id = standing.run_id
    WHERE (@userId IS NULL OR s.user_id = @userId)
      AND (@module IS NULL OR s.module = @module)
      AND (@before IS NULL OR s.sequence < (SELECT sequence FROM submissions WHERE id = @before)))
  WHERE @status IS NULL OR status = @status
  ORDER BY sequence DESC LIMIT @limit`;

/** As the next work was found before: everything that waits, sorted. */
const sorted = `
  SELECT j.id FROM jobs j JOIN users u ON u.id = j.user_id JOIN submissions s ON s.id = j.submission_id
  WHERE j.state = 'queued' AND (j.available_at <= ? OR j.available_at > ?)
  ORDER BY j.priority, u.last_turn, j.id LIMIT 1`;

const folder = mkdtempSync(join(tmpdir(), "tinytorch-bench-"));
try {
  const { database, close } = openDatabase(folder, Date.now);
  const { student, last } = fillClass(database, size);
  const list = openSubmissionLists(database);
  const before = database.prepare(joined);
  const positions = openPositions(database);
  const next = openNextJob(database, {
    graders: () => 2,
    priorities: [0, 1, 2],
    longestPauseMilliseconds: 60_000,
  });
  const everything = database.prepare(sorted);
  const none = { userId: undefined, module: undefined, status: undefined, before: undefined, limit: page };
  const old = { userId: null, module: null, status: null, before: null, limit: page };
  report(`newest ${page} of everybody's`, [() => before.all(old), () => list(none)]);
  report(`newest ${page} of one's own`, [
    () => before.all({ ...old, userId: student }),
    () => list({ ...none, userId: student }),
  ]);
  report(`a place among ${size.waiting} that wait`, [
    () => positions.all(1_000).get(last),
    () => positions.of(last, 1_000),
  ]);
  report(`whose turn it is among ${size.waiting}`, [() => everything.get(1_000, 61_000), () => next.take(1_000)]);
  close();
} finally {
  rmSync(folder, { recursive: true });
}

/** The median of both, in milliseconds, and how many times the second goes into the first. */
function report(what: string, [before, after]: readonly [() => unknown, () => unknown]): void {
  const [was, is] = [median(before), median(after)];
  process.stdout.write(
    `${what.padEnd(32)} ${was.toFixed(2).padStart(8)} ms -> ${is.toFixed(3).padStart(7)} ms  ${(was / is).toFixed(0)} times\n`,
  );
}

function median(work: () => unknown): number {
  const samples = Array.from({ length: 31 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return samples.sort((one, other) => one - other)[15] ?? Number.NaN;
}
