import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { Activation } from "./layer.ts";
import { requireDim } from "./require-dim.ts";

/**
 * Numbers made shares: none is negative, and along `dim` they add up to 1.
 *
 *   softmax(x)ᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m)        m is the largest of the xⱼ
 *
 * Each line along `dim` is by itself, with an m and a sum of its own: of `[2, 3]` and dim 1, two lines of three.
 * @param dim along which the shares add up; negative ones count from the end
 * @returns a new one of x's shape; x stays as it is.
 * @throws RangeError on a dimension that x has not.
 */
export function softmax<T extends Arithmetic<T>>(x: T, dim: number): T {
  requireDim("softmax", x.shape, dim);
  // BEGIN SOLUTION
  // TODO: take the largest away, raise e to what is left, divide by the sum
  const powers = x.sub(x.max(dim, { keepdim: true })).exp();
  return powers.div(powers.sum(dim, { keepdim: true }));
  // END SOLUTION
}

/** `softmax` as a layer, which keeps its dimension. */
export class Softmax<T extends Arithmetic<T> = Tensor> extends Activation<T> {
  readonly dim: number;

  constructor(dim: number) {
    super();
    this.dim = dim;
  }

  override forward(x: T): T {
    // BEGIN SOLUTION
    // TODO: give softmax of x, along this layer's dimension
    return softmax(x, this.dim);
    // END SOLUTION
  }
}
