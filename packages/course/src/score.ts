import { inHundredths } from "./hundredths.ts";
import { InfrastructureError } from "./infrastructure-error.ts";
import type { Outcome } from "./outcome.ts";
import type { Rubric, RubricEntry } from "./rubric.ts";

export interface ScoredTest {
  readonly entry: RubricEntry;
  readonly outcome: Outcome;
  readonly points: number;
}

export interface Score {
  readonly points: number;
  readonly tests: readonly ScoredTest[];
}

/**
 * Points for a run, in hundredths: each passed test earns its rubric entry's points, in rubric order.
 *
 * A run whose outcomes do not match the rubric one to one was not a grading: a test that is missing, repeated or
 * unknown says something about our machinery and nothing about the student.
 * @throws InfrastructureError naming the ids that do not match.
 */
export function score(rubric: Rubric, outcomes: readonly Outcome[]): Score {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  if (byId.size !== outcomes.length) throw new InfrastructureError("score: a test reported more than once");

  const tests: ScoredTest[] = [];
  const missing: string[] = [];
  for (const entry of rubric.tests) {
    const outcome = byId.get(entry.id);
    byId.delete(entry.id);
    if (outcome === undefined) missing.push(entry.id);
    else tests.push({ entry, outcome, points: outcome.state === "passed" ? entry.points : 0 });
  }
  if (missing.length > 0) throw new InfrastructureError(`score: the run lacks ${missing.join(", ")}`);
  if (byId.size > 0) throw new InfrastructureError(`score: the rubric lacks ${[...byId.keys()].join(", ")}`);
  return { points: inHundredths(tests.reduce((sum, test) => sum + test.points, 0)), tests };
}
