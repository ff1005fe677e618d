import {
  byReceipt,
  countingSubmission,
  type Facts,
  type GradedStudent,
  isExcused,
  type TestOutcome,
} from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";
import type { Grades } from "../gradebook/store.ts";
import type { People } from "../people/store.ts";

/** What a class did in a module, as facts. */
export interface Statistics {
  /** Everybody in the course who has a grade in the module. */
  gradedStudents(module: string): readonly GradedStudent[];
}

interface PassRow {
  readonly userId: string;
  readonly test: string;
  readonly sequence: number;
}

export function openStatistics(database: Database, grades: Grades, people: Pick<People, "list">): Statistics {
  const tests = database.prepare<[string], { test: string; passed: 0 | 1; score: number }>(
    "SELECT test_id AS test, status = 'passed' AS passed, score FROM run_tests WHERE run_id = ?",
  );
  const diagnosis = database
    .prepare<[string], string | null>("SELECT json_extract(report, '$.diagnosis') FROM runs WHERE id = ?")
    .pluck();
  const firstPasses = database.prepare<[string], PassRow>(`
    SELECT userId, test, sequence FROM (
      SELECT s.user_id AS userId, t.test_id AS test, s.sequence,
        row_number() OVER (PARTITION BY s.user_id, t.test_id ORDER BY s.received_at, s.sequence) AS place
      FROM submissions s JOIN standing_runs r ON r.submission_id = s.id
        JOIN run_tests t ON t.run_id = r.run_id AND t.status = 'passed'
      WHERE s.module = ?)
    WHERE place = 1`);

  function graded(facts: Facts, passes: readonly PassRow[]): GradedStudent[] {
    const counting = countingSubmission(facts);
    if (counting === null || isExcused(facts)) return [];
    const { id, score, maxScore } = counting.run;
    const attempts = facts.submissions
      .flatMap(({ sequence, receivedAt, run }) =>
        run === null ? [] : [{ sequence, receivedAt, isFull: run.score === run.maxScore }],
      )
      .sort(byReceipt);
    const outcomes = tests.all(id).map((each): TestOutcome => ({ ...each, passed: each.passed === 1 }));
    return [
      {
        ...{ score, maxScore, attempts, tests: outcomes, diagnosis: diagnosis.get(id) ?? null },
        firstPasses: new Map(passes.map(({ test, sequence }) => [test, sequence])),
      },
    ];
  }
  return {
    gradedStudents(module) {
      const passes = Map.groupBy(firstPasses.all(module), ({ userId }) => userId);
      return people
        .list()
        .filter(({ role, droppedAt }) => role === "student" && droppedAt === null)
        .flatMap(({ id }) => graded(grades.facts(id, module), passes.get(id) ?? []));
    },
  };
}
