import type { UpdateOptions, UpdateProblem } from "./follow-updates.ts";

/**
 * The values one number takes under an update rule, one per step. `gradients` holds null where it has none, `rates`
 * the learning rate of every step.
 */
export type Rule = (
  start: number,
  gradients: readonly (number | null)[],
  rates: readonly number[],
  options: UpdateOptions,
) => number[];

/** What `followUpdates` should answer, by a rule that knows one number at a time, in float64. */
export function expectedUpdates(problem: UpdateProblem, rule: Rule, defaultRate = 0.001): number[][][] {
  const trace: number[][][] = problem.gradients.map(() => problem.start.map(() => []));
  for (const [p, values] of problem.start.entries()) {
    const options = { ...problem.options, ...problem.groups?.[p] };
    const rates = problem.gradients.map((_, t) => problem.rates?.[t] ?? options.learningRate ?? defaultRate);
    for (const [e, start] of values.entries()) {
      const gradients = problem.gradients.map((step) => step[p]?.[e] ?? null);
      for (const [t, value] of rule(start, gradients, rates, options).entries()) trace[t]?.[p]?.push(value);
    }
  }
  return trace;
}
