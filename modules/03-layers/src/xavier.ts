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
  throw new Error("TODO(03-layers): draw this shape by `uniform`, from −a to a");
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
  throw new Error("TODO(03-layers): draw this shape by `normal`, around 0");
}
