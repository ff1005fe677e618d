import {
  byReceipt,
  countingSubmission,
  type Facts,
  type GradedStudent,
  isExcused,
  type RunFact,
  type TestOutcome,
} from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";
import type { Grades } from "../gradebook/store.ts";

/** What a class did in a module, as facts. */
export interface Statistics {
  /** Everybody in the course who has a grade in the module. */
  gradedStudents(module: string): readonly GradedStudent[];
}

/** What the runs of a class say, by run; each is asked of all of them at once. */
interface RunOutcomes {
  /** Of the runs that count. */
  readonly tests: ReadonlyMap<string, readonly TestRow[]>;
  readonly diagnoses: ReadonlyMap<string, string | null>;
  /** The tests that each run passed. */
  readonly passes: ReadonlyMap<string, readonly string[]>;
}

interface TestRow {
  readonly run: string;
  readonly test: string;
  readonly passed: 0 | 1;
  readonly score: number;
}

export function openStatistics(database: Database, grades: Pick<Grades, "ofStudents">): Statistics {
  // All three are given the ids of runs as a JSON array. Names of tests are of one line each.
  const tests = database.prepare<[string], TestRow>(`
    SELECT run_id AS run, test_id AS test, status = 'passed' AS passed, score FROM run_tests
    WHERE run_id IN (SELECT value FROM json_each(?))`);
  const diagnoses = database.prepare<[string], { run: string; diagnosis: string | null }>(`
    SELECT id AS run, json_extract(report, '$.diagnosis') AS diagnosis FROM runs
    WHERE id IN (SELECT value FROM json_each(?))`);
  const passes = database.prepare<[string], { run: string; tests: string | null }>(`
    SELECT value AS run, (SELECT group_concat(test_id, char(10)) FROM run_tests WHERE run_id = value AND status = 'passed') AS tests
    FROM json_each(?)`);

  function outcomesOf(all: readonly Facts[]): RunOutcomes {
    const counting = JSON.stringify(all.flatMap((facts) => countingSubmission(facts)?.run.id ?? []));
    const standing = JSON.stringify(all.flatMap(({ submissions }) => submissions.flatMap(({ run }) => run?.id ?? [])));
    return {
      tests: Map.groupBy(tests.all(counting), ({ run }) => run),
      diagnoses: new Map(diagnoses.all(counting).map(({ run, diagnosis }) => [run, diagnosis])),
      passes: new Map(passes.all(standing).map(({ run, tests }) => [run, tests?.split("\n") ?? []])),
    };
  }
  return {
    gradedStudents(module) {
      const students = grades.ofStudents({ isChosen: ({ droppedAt }) => droppedAt === null, module });
      const all = students.flatMap(({ facts }) => facts).filter((facts) => !isExcused(facts));
      const outcomes = outcomesOf(all);
      return all.flatMap((facts) => graded(facts, outcomes) ?? []);
    },
  };
}

function graded(facts: Facts, outcomes: RunOutcomes): GradedStudent | null {
  const counting = countingSubmission(facts);
  if (counting === null) return null;
  const { id, score, maxScore } = counting.run;
  const received = facts.submissions
    .flatMap(({ sequence, receivedAt, run }) => (run === null ? [] : [{ sequence, receivedAt, run }]))
    .sort(byReceipt);
  return {
    ...{ score, maxScore },
    attempts: received.map(({ run, ...when }) => ({ ...when, isFull: run.score === run.maxScore })),
    tests: (outcomes.tests.get(id) ?? []).map(
      ({ test, passed, score }): TestOutcome => ({ test, passed: passed === 1, score }),
    ),
    diagnosis: outcomes.diagnoses.get(id) ?? null,
    firstPasses: firstPasses(received, outcomes.passes),
  };
}

/** The sequence of the submission that passed each test first, of those in the order of receipt. */
function firstPasses(
  received: readonly { readonly sequence: number; readonly run: RunFact }[],
  passes: RunOutcomes["passes"],
): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { sequence, run } of received) {
    for (const test of passes.get(run.id) ?? []) if (!first.has(test)) first.set(test, sequence);
  }
  return first;
}
