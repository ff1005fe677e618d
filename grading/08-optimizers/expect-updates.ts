import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectedUpdates, type Rule } from "./expected-updates.ts";
import { followUpdates, type UpdateProblem } from "./follow-updates.ts";
import { submission } from "./hidden.ts";

/** Every problem beside the rule that its updates must follow. */
export async function expectUpdates(...runs: readonly (readonly [UpdateProblem, Rule])[]): Promise<void> {
  const traces = await submission.evaluate(followUpdates, ...runs.map(([problem]) => problem));
  const expected = runs.map(([problem, rule]) => expectedUpdates(problem, rule));
  expect(firstDifference(traces, expected, "trace")).toBe(null);
}
