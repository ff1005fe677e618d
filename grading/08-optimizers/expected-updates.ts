import { type Approximate, exact } from "@tinytorch/testkit";
import type { UpdateOptions, UpdateProblem } from "./follow-updates.ts";

/**
 * The memory of one number under an update rule: gives its next value, from the present one, a gradient and the options in
 * force. It is not asked while there is no gradient.
 */
export type Rule = () => (theta: Approximate, gradient: number, options: UpdateOptions) => Approximate;

/** What `followUpdates` should answer, by a rule that knows one number at a time, in float64 and with bounds. */
export function expectedUpdates(problem: UpdateProblem, rule: Rule): Approximate[][][] {
  const numbers = problem.start.map((values) =>
    values.map((value) => ({ theta: exact(value), next: rule() })),
  );
  return problem.gradients.map((arriving, step) =>
    numbers.map((elements, p) => {
      const options = optionsOf(problem, p, step);
      const [gradient, place] = [arriving[p] ?? null, problem.placed?.[step][p] ?? null];
      return elements.map((element, e) => {
        if (place !== null) element.theta = exact(place[e]);
        if (gradient !== null && options !== null) {
          element.theta = element.next(element.theta, gradient[e], options);
        }
        return element.theta;
      });
    }),
  );
}

/** The options in force for a parameter at a step; null while it is in no group. */
function optionsOf(problem: UpdateProblem, parameter: number, step: number): UpdateOptions | null {
  const { options = {}, groups = [{ params: problem.start.map((_, p) => p), options: {} }], joins } = problem;
  const present = joins !== undefined && joins.step <= step ? [...groups, joins] : groups;
  const group = present.findIndex(({ params }) => params.includes(parameter));
  if (group === -1) return null;
  const changed = (problem.changes ?? []).filter((change) => change.group === group && change.step <= step);
  return Object.assign({}, options, present[group].options, ...changed.map((change) => change.options));
}
