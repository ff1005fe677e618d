import { asVariable, type Variable } from "@tinytorch/autograd";
import { Generator, rand } from "@tinytorch/tensor";
import { type Input, Module } from "../module.ts";

/** Options of a dropout layer. */
export interface DropoutOptions {
  /** What decides which elements are dropped; unless given, a generator of the layer's own that starts from seed 0. */
  generator?: Generator;
}

/**
 * Drops each element with probability `p` while training, and scales the others by 1/(1 − p) to keep the mean; in evaluation
 * it changes nothing (Srivastava et al., 2014). https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
 * @throws RangeError when `p` is not in [0, 1]
 */
export class Dropout extends Module {
  readonly #p: number;
  readonly #generator: Generator;

  constructor(p = 0.5, { generator = new Generator(0) }: DropoutOptions = {}) {
    super();
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Dropout: p must be in [0, 1], got ${p}`);
    this.#p = p;
    this.#generator = generator;
  }

  override forward(input: Input): Variable {
    const x = asVariable(input);
    if (!this.training || this.#p === 0) return x;
    if (this.#p === 1) return x.mul(0);
    const kept = rand(x.shape, { generator: this.#generator }).ge(this.#p);
    return x.mul(kept.to(x.dtype).div_(1 - this.#p));
  }
}
