import type { Arithmetic, Tensor } from "@tinytorch/tensor";
import { Activation } from "./layer.ts";

/** What leakyRelu can be told. */
export type LeakyReluOptions = {
  /** s, the slope on the left of 0. Any finite number. Default 0.01. */
  readonly negativeSlope?: number;
};

/**
 * A rectifier that leaks: the negative side keeps a small slope, so that it goes on learning (Maas et al., 2013).
 *
 *   leakyRelu(x) = x where x > 0, s · x elsewhere        for each element
 *
 * @returns a new one of x's shape; x stays as it is.
 * @throws RangeError on a slope that is not finite, like `leakyRelu: negativeSlope must be finite, got NaN`.
 */
export function leakyRelu<T extends Arithmetic<T>>(x: T, { negativeSlope = 0.01 }: LeakyReluOptions = {}): T {
  requireFinite("leakyRelu", negativeSlope);
  throw new Error("TODO(02-activations): add the positive part of x and the negative part times the slope");
}

/** `leakyRelu` as a layer, which keeps its slope. */
export class LeakyReLU<T extends Arithmetic<T> = Tensor> extends Activation<T> {
  readonly negativeSlope: number;

  constructor({ negativeSlope = 0.01 }: LeakyReluOptions = {}) {
    super();
    requireFinite("LeakyReLU", negativeSlope);
    this.negativeSlope = negativeSlope;
  }

  override forward(x: T): T {
    throw new Error("TODO(02-activations): give leakyRelu of x, with this layer's slope");
  }
}

function requireFinite(operation: string, negativeSlope: number): void {
  if (!Number.isFinite(negativeSlope)) {
    throw new RangeError(`${operation}: negativeSlope must be finite, got ${negativeSlope}`);
  }
}
