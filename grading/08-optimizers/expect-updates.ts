import { expect } from "vitest";
import { expectedUpdates, type Rule } from "./expected-updates.ts";
import { followUpdates, type UpdateProblem } from "./follow-updates.ts";
import { submission } from "./hidden.ts";
import { float32 } from "./tolerances.ts";

/** Every problem beside the rule that its updates must follow. */
export async function expectUpdates(...runs: readonly (readonly [UpdateProblem, Rule])[]): Promise<void> {
  const traces = await submission.evaluate(followUpdates, ...runs.map(([problem]) => problem));
  expect(traces.length).toBe(runs.length);
  for (const [index, [problem, rule]] of runs.entries()) {
    expect(traces[index]?.flat(2)).toBeAllClose(expectedUpdates(problem, rule).flat(2), float32);
  }
}
