import { type Arithmetic, type Generator, rand } from "@tinytorch/tensor";
import type { Layer } from "./layer.ts";
import type { Randomness } from "./randomness.ts";

/**
 * Sets each number to 0 with probability p while training, and divides the others by 1 − p, so that the mean stays
 * (Srivastava et al., 2014). Every number is decided by itself, and anew in each call.
 *
 *   training:    yᵢ = xᵢ / (1 − p)  with probability 1 − p, else 0
 *   evaluation:  y = x
 *
 * With p = 0 nothing is dropped, with p = 1 everything is. In evaluation and with p = 0 nothing is drawn from the generator.
 * @throws RangeError when p is not in [0, 1]
 */
export class Dropout<T extends Arithmetic<T>> implements Layer<T> {
  /** Whether numbers are dropped. True at first; whoever evaluates the network sets it to false. */
  training = true;
  readonly p: number;
  readonly generator: Generator;

  constructor(p: number, { generator }: Randomness) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Dropout: p must be in [0, 1], got ${p}`);
    this.p = p;
    this.generator = generator;
  }

  forward(x: T): T {
    // `rand(x.shape, …)` draws a number from 0 to 1 for each of x's; `.ge(p)` is 1 where it is at least p, else 0.
    // BEGIN SOLUTION
    // TODO: give back x, or x times a mask over 1 − p
    if (!this.training || this.p === 0) return x;
    // Not by the formula: with p = 1 it divides by zero.
    if (this.p === 1) return x.mul(0);
    const kept = rand(x.shape, { generator: this.generator }).ge(this.p);
    return x.mul(kept).div(1 - this.p);
    // END SOLUTION
  }

  /** A dropout layer has none. */
  parameters(): readonly T[] {
    // BEGIN SOLUTION
    // TODO: list what training may change
    return [];
    // END SOLUTION
  }
}
