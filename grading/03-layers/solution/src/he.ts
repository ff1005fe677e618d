import { normal, type Shape, type Tensor, uniform } from "@tinytorch/tensor";
import { fansOf } from "./fans.ts";
import type { Randomness } from "./randomness.ts";

/**
 * Weights spread evenly over [−a, a), for layers that are followed by relu (He et al., 2015; PyTorch calls it Kaiming).
 *
 *   a = √(6 / fanIn)
 *
 * Relu lets half of the signal through, so what remains must be twice as strong as without it.
 * @throws RangeError on a shape with fewer than 2 dimensions
 */
export function heUniform(shape: Shape, { generator }: Randomness): Tensor {
  const { fanIn } = fansOf("heUniform", shape);
  // BEGIN SOLUTION
  // TODO: draw this shape by `uniform`, from −a to a
  const bound = Math.sqrt(6 / fanIn);
  return uniform(shape, -bound, bound, { generator });
  // END SOLUTION
}

/**
 * Normally distributed weights with mean 0, for the same layers as `heUniform` (He et al., 2015).
 *
 *   standard deviation = √(2 / fanIn)
 *
 * @throws RangeError on a shape with fewer than 2 dimensions
 */
export function heNormal(shape: Shape, { generator }: Randomness): Tensor {
  const { fanIn } = fansOf("heNormal", shape);
  // BEGIN SOLUTION
  // TODO: draw this shape by `normal`, around 0
  const deviation = Math.sqrt(2 / fanIn);
  return normal(shape, 0, deviation, { generator });
  // END SOLUTION
}
