import type { Database } from "better-sqlite3";
import { z } from "zod";

/** What a test came to in a run. */
export interface Verdict {
  readonly status: "passed" | "failed";
  readonly score: number;
  readonly maxScore: number;
  /** How a failed one failed. */
  readonly kind: string | null;
}

/** A test whose verdict two runs do not share; null where a run did not have the test. */
export interface VerdictChange {
  readonly id: string;
  readonly before: Verdict | null;
  readonly after: Verdict | null;
}

export interface RunComparison {
  /** Whether every test has the verdict and the points it had, and so the score. */
  readonly same: boolean;
  readonly before: Points;
  readonly after: Points;
  readonly tests: VerdictChange[];
  /** What decided the runs and is not the same: `suite`, `rubric`, `packages`, `runner`, `sandbox`. */
  readonly differs: string[];
}

interface Points {
  readonly score: number;
  readonly maxScore: number;
}

const hashesSchema = z.record(z.string(), z.string());

interface RunFacts {
  readonly score: number;
  readonly maxScore: number;
  readonly hashes: string;
  readonly sandbox: string;
}

/**
 * Holds two stored runs of one submission against each other, by the rows of their tests: reports in the form of an
 * earlier release can be compared too.
 */
export function openRunComparison(database: Database): (before: string, after: string) => RunComparison {
  const facts = database.prepare<[string], RunFacts>(
    "SELECT score, max_score AS maxScore, hashes, sandbox FROM runs WHERE id = ?",
  );
  const verdicts = database.prepare<[string], Verdict & { id: string }>(
    "SELECT test_id AS id, status, score, max_score AS maxScore, kind FROM run_tests WHERE run_id = ? ORDER BY rowid",
  );

  function run(id: string) {
    const found = facts.get(id);
    if (found === undefined) throw new Error(`internal: compare: the run must be stored, got ${id}`);
    const { score, maxScore, hashes, sandbox } = found;
    return {
      points: { score, maxScore },
      decided: { ...hashesSchema.parse(JSON.parse(hashes)), sandbox },
      tests: new Map(verdicts.all(id).map(({ id: test, ...verdict }) => [test, verdict])),
    };
  }

  return (beforeId, afterId) => {
    const [before, after] = [run(beforeId), run(afterId)];
    const tests = changes(before.tests, after.tests);
    return {
      same: tests.length === 0,
      before: before.points,
      after: after.points,
      tests,
      differs: differences(before.decided, after.decided),
    };
  };
}

function changes(before: ReadonlyMap<string, Verdict>, after: ReadonlyMap<string, Verdict>): VerdictChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id) ?? null, after.get(id) ?? null];
    return sameVerdict(was, is) ? [] : [{ id, before: was, after: is }];
  });
}

function sameVerdict(was: Verdict | null, is: Verdict | null): boolean {
  return (
    was?.status === is?.status && was?.score === is?.score && was?.maxScore === is?.maxScore && was?.kind === is?.kind
  );
}

function differences(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]);
}
