import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { type LossOptions, reduced } from "./reduced.ts";
import { requireSameShape } from "./require-same-shape.ts";

/**
 * The squared error of each element, and of those the mean:
 *
 *   Σ (output − target)² / n
 *
 * @param output what a model said, of any shape: a Tensor, or a Variable, through which `backward()` then goes.
 * @param target what is right, of the same shape; it is left as it is.
 * @throws RangeError when the shapes differ, or on an unknown reduction.
 */
export function mseLoss<T extends Arithmetic<T>>(
  output: T,
  target: T | Tensor,
  { reduction = "mean" }: LossOptions = {},
): T {
  requireSameShape("mseLoss", output.shape, target.shape);
  // BEGIN SOLUTION
  // TODO: square the error of each element, then call reduced
  const error = output.sub(target);
  return reduced("mseLoss", error.mul(error), reduction);
  // END SOLUTION
}
