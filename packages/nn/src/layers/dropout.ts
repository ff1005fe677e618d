import { asVariable, type Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { type Generator, rand } from "@tinytorch/tensor";
import { generatorRule } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";

const table = {
  /** What decides which elements are dropped. */
  generator: generatorRule,
};

/** Options of a dropout layer. */
export type DropoutOptions = OptionsOf<typeof table>;

/**
 * Drops each element with probability `p` while training, and scales the others by 1/(1 − p) to keep the mean; in evaluation
 * it changes nothing (Srivastava et al., 2014). https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
 * @throws RangeError when `p` is not in [0, 1], or there is no generator
 */
export class Dropout extends Module {
  readonly #p: number;
  readonly #generator: Generator;

  constructor(p: number, options: DropoutOptions) {
    super();
    rules.requireEach("Dropout", rules.share, { p });
    this.#p = p;
    this.#generator = rules.readOptions("Dropout", table, options).generator;
  }

  override forward(input: Input): Variable {
    const x = asVariable(input);
    if (!this.training || this.#p === 0) return x;
    if (this.#p === 1) return x.mul(0);
    const kept = rand(x.shape, { generator: this.#generator }).ge(this.#p);
    return x.mul(kept.to(x.dtype).div_(1 - this.#p));
  }
}
