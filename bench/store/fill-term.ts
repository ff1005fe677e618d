import { randomUUID } from "node:crypto";
import type { OpenDatabase } from "../../apps/autograder/src/database/open-database.ts";

export interface TermSize {
  readonly students: number;
  readonly modules: readonly string[];
  /** Of each student in each module, all of them graded. */
  readonly submissionsEach: number;
  readonly testsEach: number;
  readonly reportBytes: number;
}

const minute = 60_000;

/**
 * A class at the end of a term, written into the store: through the API it would have to be graded, forty thousand times. Each student
 * fails a few tests less with each submission. @returns the students' ids.
 */
export function fillTerm(database: OpenDatabase["database"], size: TermSize): readonly string[] {
  const { students, modules, submissionsEach, testsEach, reportBytes } = size;
  const insert = {
    user: database.prepare("INSERT INTO users (id, name, role, created_at) VALUES (?, ?, 'student', 1)"),
    submission: database.prepare(
      "INSERT INTO submissions (id, user_id, module, sha256, received_at) VALUES (?, ?, ?, ?, ?)",
    ),
    state: database.prepare(
      "INSERT INTO submission_states (sequence, submission_id, user_id, module, status) VALUES (?, ?, ?, ?, 'graded')",
    ),
    job: database.prepare(`
      INSERT INTO jobs (submission_id, user_id, state, seed, first_position, available_at, ended_at)
      VALUES (?, ?, 'done', 7, 1, 1, 2)`),
    run: database.prepare(`
      INSERT INTO runs (id, job_id, submission_id, seed, score, max_score, report, sandbox, hashes, timings, graded_at)
      VALUES (?, ?, ?, 7, ?, 100, ?, '[]', '{}', '{"total":900,"queue":100}', ?)`),
    test: database.prepare("INSERT INTO run_tests VALUES (?, ?, ?, ?, ?, ?, 3)"),
    standing: database.prepare("INSERT INTO standing_runs (submission_id, run_id) VALUES (?, ?)"),
  };
  const users = Array.from({ length: students }, () => randomUUID());
  const points = 100 / testsEach;

  const handIn = (student: number, module: string, count: number, at: number) => {
    const [id, user, run] = [randomUUID(), users[student] ?? "", randomUUID()];
    const { lastInsertRowid: sequence } = insert.submission.run(id, user, module, "a".repeat(64), at);
    insert.state.run(sequence, id, user, module);
    const { lastInsertRowid: job } = insert.job.run(id, user);
    // Who has which gaps follows from the numbers alone, so that every class of a size is the same.
    const passes = Array.from({ length: testsEach }, (_, test) => (student * 7 + test * 3) % 11 <= count + 3);
    const score = points * passes.filter((passed) => passed).length;
    const diagnosis = score < 60 ? `the mistake ${student % 5}` : null;
    insert.run.run(run, job, id, score, JSON.stringify({ output: "x".repeat(reportBytes), diagnosis }), at);
    for (const [test, passed] of passes.entries()) {
      const [status, kind] = passed ? ["passed", null] : ["failed", "wrong"];
      insert.test.run(run, `${module}/part.test-${test}`, passed ? points : 0, points, status, kind);
    }
    insert.standing.run(id, run);
  };
  const all = database.transaction(() => {
    for (const [index, user] of users.entries()) insert.user.run(user, `student ${index}`);
    for (const [place, module] of modules.entries()) {
      for (let count = 0; count < submissionsEach; count += 1) {
        for (let student = 0; student < students; student += 1) {
          handIn(student, module, count, (place * 10_000 + count * 600 + student) * minute);
        }
      }
    }
  });
  all();
  return users;
}
