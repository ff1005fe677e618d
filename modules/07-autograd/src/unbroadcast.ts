import type { Shape, Tensor } from "@tinytorch/tensor";
import { shown } from "./operation.ts";

/**
 * Undoes broadcasting: sums a gradient back to the shape of the operand it belongs to. An operand that was repeated was used
 * several times, and the gradients of all its uses add up.
 *
 *   [4, 3] → [3]       the operand had no first axis: sum over it
 *   [4, 3] → [4, 1]    the operand had one column, repeated: sum over columns, and keep the axis
 *   [2, 4, 3] → [1, 3] both
 *
 * @param gradient of any rank.
 * @param shape one that broadcasts to the gradient's: aligned on the right, each size the same or 1.
 * @returns a tensor of that shape; the gradient itself where nothing was repeated.
 * @throws RangeError when the shape does not broadcast to the gradient's, naming both.
 */
export function unbroadcast(gradient: Tensor, shape: Shape): Tensor {
  throw new Error("TODO(07-autograd): sum over the axes that were added or repeated");
}
