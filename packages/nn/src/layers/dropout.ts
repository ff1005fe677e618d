import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { type Generator, rand, type Tensor, where, zerosLike } from "@tinytorch/tensor";
import { generatorRule } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";

const table = {
  /** What decides which elements are dropped. */
  generator: generatorRule,
};

/** Options of a dropout layer. */
export type DropoutOptions = OptionsOf<typeof table>;

/** Which elements are kept, and what they are multiplied by. */
interface Keeping {
  readonly kept: Tensor;
  readonly scale: number;
}

/** What is kept, scaled, and 0 elsewhere, even of what is not finite; so is its gradient */
const operation: Operation<Keeping> = {
  name: "dropout",
  forward: ([x], { kept, scale }) => where(kept, x.mul(scale), 0),
  save: (_inputs, _output, { kept }) => [kept],
  backward: (g, { saved: [kept], attributes: { scale } }) => [where(kept, g.mul(scale), 0)],
  differentiable: (g, { attributes: { kept, scale } }) => [g.mul(scale).maskedFill(kept.eq(0), 0)],
};

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
    const all = this.#p === 1;
    const kept = all ? zerosLike(x.data).to("bool") : rand(x.shape, { generator: this.#generator }).ge(this.#p);
    return apply(operation, [x], { kept, scale: all ? 1 : 1 / (1 - this.#p) });
  }
}
