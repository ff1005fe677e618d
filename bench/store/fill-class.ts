import { randomUUID } from "node:crypto";
import type { OpenDatabase } from "../../apps/autograder/src/store/database.ts";

export interface ClassSize {
  readonly students: number;
  readonly submissionsEach: number;
  /** Submissions that wait besides. */
  readonly waiting: number;
  readonly reportBytes: number;
}

/** A class at the end of a term, and the rush at the last due date. */
export function fillClass(
  database: OpenDatabase["database"],
  { students, submissionsEach, waiting, reportBytes }: ClassSize,
): { readonly student: string; readonly last: string } {
  const insert = {
    user: database.prepare("INSERT INTO users (id, name, role, created_at) VALUES (?, ?, 'student', 1)"),
    submission: database.prepare(
      "INSERT INTO submissions (id, user_id, module, sha256, received_at) VALUES (?, ?, ?, ?, ?)",
    ),
    state: database.prepare(
      "INSERT INTO submission_states (sequence, submission_id, user_id, module, status) VALUES (?, ?, ?, ?, ?)",
    ),
    job: database.prepare(`
      INSERT INTO jobs (submission_id, user_id, state, seed, first_position, available_at, ended_at)
      VALUES (?, ?, ?, 7, 1, 1, ?)`),
    run: database.prepare(`
      INSERT INTO runs (id, job_id, submission_id, seed, score, max_score, report, sandbox, hashes, timings, graded_at)
      VALUES (?, ?, ?, 7, 60, 100, ?, '[]', '{}', '{"total":900,"queue":100}', 2)`),
    standing: database.prepare("INSERT INTO standing_runs (submission_id, run_id) VALUES (?, ?)"),
  };
  const report = JSON.stringify({ output: "x".repeat(reportBytes) });
  const users = Array.from({ length: students }, () => randomUUID());
  let last = "";

  const handIn = (user: string, count: number, graded: boolean) => {
    const id = randomUUID();
    const module = `${String(1 + (count % 20)).padStart(2, "0")}-module`;
    const { lastInsertRowid: sequence } = insert.submission.run(id, user, module, "a".repeat(64), count);
    insert.state.run(sequence, id, user, module, graded ? "graded" : "queued");
    const { lastInsertRowid: job } = insert.job.run(id, user, graded ? "done" : "queued", graded ? 2 : null);
    if (graded) {
      const run = randomUUID();
      insert.run.run(run, job, id, report);
      insert.standing.run(id, run);
    } else last = id;
  };
  const all = database.transaction(() => {
    for (const [index, user] of users.entries()) insert.user.run(user, `student ${index}`);
    for (let count = 0; count < submissionsEach; count += 1) for (const user of users) handIn(user, count, true);
    for (let count = 0; count < waiting; count += 1) handIn(users[(count * 7) % students] ?? "", count, false);
  });
  all();
  return { student: users[17] ?? "", last };
}
