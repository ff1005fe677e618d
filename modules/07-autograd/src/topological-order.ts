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
  throw new Error("TODO(07-autograd): list each variable once, before the variables it was computed from");
}
