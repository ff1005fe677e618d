import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { Activation } from "./layer.ts";
import { requireDim } from "./require-dim.ts";

/**
 * The logarithm of softmax, finite where softmax itself rounds to 0.
 *
 *   logSoftmax(x)ᵢ = (xᵢ − m) − log Σⱼ e^(xⱼ − m)        m is the largest of the xⱼ
 *
 * Each line along `dim` is by itself, with an m and a sum of its own.
 * @param dim along which the shares add up; negative ones count from the end
 * @returns a new one of x's shape; x stays as it is.
 * @throws RangeError on a dimension that x has not.
 */
export function logSoftmax<T extends Arithmetic<T>>(x: T, dim: number): T {
  requireDim("logSoftmax", x.shape, dim);
  throw new Error("TODO(02-activations): take the largest away, then the logarithm of the sum of powers");
}

/** `logSoftmax` as a layer, which keeps its dimension. */
export class LogSoftmax<T extends Arithmetic<T> = Tensor> extends Activation<T> {
  readonly dim: number;

  constructor(dim: number) {
    super();
    this.dim = dim;
  }

  override forward(x: T): T {
    throw new Error("TODO(02-activations): give logSoftmax of x, along this layer's dimension");
  }
}
