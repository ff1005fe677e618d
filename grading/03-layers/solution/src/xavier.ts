import { normal, type Shape, type Tensor, uniform } from "@tinytorch/tensor";
import { fansOf } from "./fans.ts";
import type { Randomness } from "./randomness.ts";

/**
 * Weights spread evenly over [−a, a), for layers that are followed by nothing, tanh or sigmoid (Glorot & Bengio, 2010).
 *
 *   a = √(6 / (fanIn + fanOut))
 *
 * Numbers spread evenly over [−a, a) have the standard deviation a/√3: the same as `xavierNormal`'s.
 * @throws RangeError on a shape with fewer than 2 dimensions
 */
export function xavierUniform(shape: Shape, { generator }: Randomness): Tensor {
  const { fanIn, fanOut } = fansOf("xavierUniform", shape);
  // BEGIN SOLUTION
  // TODO: draw this shape by `uniform`, from −a to a
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(shape, -bound, bound, { generator });
  // END SOLUTION
}

/**
 * Normally distributed weights with mean 0, for the same layers as `xavierUniform` (Glorot & Bengio, 2010).
 *
 *   standard deviation = √(2 / (fanIn + fanOut))
 *
 * @throws RangeError on a shape with fewer than 2 dimensions
 */
export function xavierNormal(shape: Shape, { generator }: Randomness): Tensor {
  const { fanIn, fanOut } = fansOf("xavierNormal", shape);
  // BEGIN SOLUTION
  // TODO: draw this shape by `normal`, around 0
  const deviation = Math.sqrt(2 / (fanIn + fanOut));
  return normal(shape, 0, deviation, { generator });
  // END SOLUTION
}
