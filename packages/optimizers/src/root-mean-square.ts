import type { Tensor } from "@tinytorch/tensor";

/** The root of the mean of squares, in float64, where the square of a large float32 does not overflow; 0 of no elements. */
export function rootMeanSquare(x: Tensor): number {
  return x.size === 0 ? 0 : Math.sqrt(x.to("float64").square().mean().item());
}
