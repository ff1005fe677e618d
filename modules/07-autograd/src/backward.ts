import type { Tensor } from "@tinytorch/tensor";
import { type Traced, versionsOf } from "./step.ts";
import { topologicalOrder } from "./topological-order.ts";
import { unbroadcast } from "./unbroadcast.ts";

/**
 * The backward pass: carries a gradient from `root` back to every leaf it was computed from.
 *
 * Keep what arrives at each variable in a map of this call's own, first `gradient` at the root. Then go through
 * `topologicalOrder(root)`; at each variable
 *
 * - nothing arrived: nothing to do (an operation may give null for an input);
 * - it has no step: it is a leaf, and what arrived goes to `accumulate`;
 * - else its operation's `gradient` says what each parent gets. A parent that requires none is passed over; for the others
 *   the share is summed back by `unbroadcast` to the shape of the step's input, and added to what has arrived there so far.
 *
 * In the map, because a gradient that stays on an intermediate variable would be counted again at the next call.
 *
 * @param gradient has root's shape, and stays as it is.
 * @throws Error when a tensor that some gradient reads was written in place after the forward pass, naming the operation:
 *   `backward: what mul reads must not change after the forward pass, got a change in place`. Then no leaf has been touched.
 */
export function backpropagate(root: Traced, gradient: Tensor): void {
  throw new Error("TODO(07-autograd): refuse what has changed, then carry the gradient back");
}
