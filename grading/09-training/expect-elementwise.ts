import { expect } from "vitest";
import type { ElementwiseProblem, ElementwiseResult } from "./elementwise.ts";
import { nested } from "./nested.ts";
import { single } from "./tolerances.ts";

/** The loss of each element, and its slope in the output. */
export type Rule = (output: number, target: number) => { readonly loss: number; readonly slope: number };

/** Every reduction of every problem, on tensors and on variables, and the given tensors as they were. */
export function expectLosses(
  problems: readonly ElementwiseProblem[],
  results: readonly ElementwiseResult[],
  rule: Rule,
): void {
  expect(results.length).toBe(problems.length);
  for (const [index, { shape, outputs, targets }] of problems.entries()) {
    const { byDefault, mean, sum, none, ofVariables, ofTwoVariables, after } = results[index];
    const losses = outputs.map((output, e) => rule(output, targets[e]).loss);
    const total = losses.reduce((all, loss) => all + loss, 0);
    expect(none).toBeAllClose(nested(losses, shape), single);
    expect(sum).toBeAllClose(total, single);
    expect(mean).toBeAllClose(total / losses.length, single);
    expect(byDefault).toEqual(mean);
    expect(ofVariables).toBeAllClose(total / losses.length, single);
    expect(ofTwoVariables).toBeAllClose(total / losses.length, single);
    expect(after).toEqual([nested(outputs, shape), nested(targets, shape)]);
  }
}

/** What `backward()` leaves at the outputs, from the mean and from the sum. */
export function expectSlopes(
  problems: readonly ElementwiseProblem[],
  results: readonly ElementwiseResult[],
  rule: Rule,
): void {
  expect(results.length).toBe(problems.length);
  for (const [index, { shape, outputs, targets }] of problems.entries()) {
    const slopes = outputs.map((output, e) => rule(output, targets[e]).slope);
    const [ofMean, ofSum] = results[index].gradients;
    expect(ofSum).toBeAllClose(nested(slopes, shape), single);
    const weighted = slopes.map((slope, place) => slope * (place + 1));
    expect(results[index].weighted).toBeAllClose(nested(weighted, shape), single);
    expect(ofMean).toBeAllClose(
      nested(
        slopes.map((slope) => slope / slopes.length),
        shape,
      ),
      single,
    );
  }
}
