import type { Traced } from "./step.ts";

/**
 * The variables that a backward pass from `root` visits, in an order in which it may: every variable stands before those it
 * was computed from. When its turn comes, all its uses have been dealt with, and its gradient is complete.
 *
 * The root is first. Parents that require no gradient are left out, and so is all that lies behind them. Each variable is there
 * once, however often it was used.
 *
 * Graphs are deep: a loop of 20 000 additions is a chain of 20 000 steps. A function that calls itself for each parent runs
 * out of stack, so keep a list of what is still to be done instead.
 */
export function topologicalOrder(root: Traced): readonly Traced[] {
  // BEGIN SOLUTION
  // TODO: list each variable once, before the variables it was computed from
  const finished: Traced[] = [];
  const seen = new Set([root]);
  // Where we are: a path from the root, with the number of parents of each that have been looked at.
  const path = [{ variable: root, looked: 0 }];
  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
    const parent = here.variable.step?.parents[here.looked];
    here.looked += 1;
    if (parent === undefined) {
      // All it was computed from is finished: so is it.
      finished.push(here.variable);
      path.pop();
    } else if (parent.requiresGrad && !seen.has(parent)) {
      seen.add(parent);
      path.push({ variable: parent, looked: 0 });
    }
  }
  return finished.reverse();
  // END SOLUTION
}
