import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import type { FollowedRates, RateProblem } from "./follow-rates.ts";

/** How far rates, which are float64, may be from what a formula says, beside their size: in absolute terms. */
export type Slack = { readonly absolute: number };

/**
 * What came of a problem beside the rates that it should have: `expected[epoch][group]`. Where nobody meddled with the rates
 * the schedule must say what they are.
 */
export function expectRates(
  followed: FollowedRates | undefined,
  problem: RateProblem,
  expected: readonly (readonly number[])[],
  { absolute }: Slack = { absolute: 0 },
): void {
  const bounded = expected.map((rates) =>
    rates.map((value) => ({ value, error: 1e-10 * Math.abs(value) + absolute })),
  );
  expect(firstDifference(followed?.rates, bounded, "rates")).toBe(null);
  const isLeftAlone = problem.setByHand === undefined && problem.joins === undefined;
  if (isLeftAlone) expect(firstDifference(followed?.said, bounded, "said")).toBe(null);
  expect(followed?.counted).toEqual(expected.map((_, epoch) => epoch));
  const options = problem.schedules.flatMap((schedule) => schedule.options ?? []);
  expect(followed?.options).toEqual(options);
  expect(followed?.momentum).toEqual(expected.at(-1)?.map(() => 0.5));
}
