import { type Arithmetic, type Generator, type Tensor, uniform } from "@tinytorch/tensor";
import type { Layer } from "./layer.ts";

/**
 * Two layers as in modules 02 and 03, complete and as small as they can be: what networks are made of here. The library's own compute on
 * variables alone, which are not there before module 07. Your own from module 03 fit as well.
 */

/** Where random numbers come from, and what first values become. */
export type InitialOptions<T> = {
  readonly generator: Generator;
  /** `(initial) => initial` keeps tensors; `(initial) => new Variable(initial)` will make parameters that learn. */
  readonly parameter: (initial: Tensor) => T;
};

/** `y = x Wᵀ + b`: x `[…, inFeatures]`, W `[outFeatures, inFeatures]`, b `[outFeatures]`, y `[…, outFeatures]`. */
export class Linear<T extends Arithmetic<T>> implements Layer<T> {
  readonly weight: T;
  readonly bias: T;

  /** @throws RangeError when a size is not a whole number >= 1 */
  constructor(inFeatures: number, outFeatures: number, { generator, parameter }: InitialOptions<T>) {
    for (const [name, size] of Object.entries({ inFeatures, outFeatures })) {
      if (!Number.isInteger(size) || size < 1) {
        throw new RangeError(`Linear: ${name} must be a whole number >= 1, got ${size}`);
      }
    }
    const bound = 1 / Math.sqrt(inFeatures);
    this.weight = parameter(uniform([outFeatures, inFeatures], -bound, bound, { generator }));
    this.bias = parameter(uniform([outFeatures], -bound, bound, { generator }));
  }

  forward(x: T): T {
    return x.matmul(this.weight.transpose(0, 1)).add(this.bias);
  }

  parameters(): readonly T[] {
    return [this.weight, this.bias];
  }
}

/** `max(x, 0)`: no parameters, and nothing that evaluation changes. */
export class ReLU<T extends Arithmetic<T>> implements Layer<T> {
  forward(x: T): T {
    return x.maximum(0);
  }

  parameters(): readonly T[] {
    return [];
  }
}
