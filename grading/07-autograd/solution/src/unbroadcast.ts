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
  // BEGIN SOLUTION
  // TODO: sum over the axes that were added or repeated
  const added = gradient.ndim - shape.length;
  const fits = added >= 0 && shape.every((size, d) => size === 1 || size === gradient.shape[added + d]);
  if (!fits) {
    throw new RangeError(
      `unbroadcast: the shape must broadcast to the gradient's, got ${shown(shape)} for ${shown(gradient.shape)}`,
    );
  }
  const repeated = gradient.shape.flatMap((size, d) =>
    d < added || (shape[d - added] === 1 && size !== 1) ? [d] : [],
  );
  return repeated.length === 0 ? gradient : gradient.sum(repeated, { keepdim: true }).reshape(shape);
  // END SOLUTION
}
