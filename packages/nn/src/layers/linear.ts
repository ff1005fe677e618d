import { asVariable, linear, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { uniform } from "@tinytorch/tensor";
import { formatShape } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { initialTable } from "./initial-options.ts";

const table = {
  ...initialTable,
  /** Add a learned offset (default true). */
  bias: rules.flag.or(true),
};

/** Options of a linear layer. */
export type LinearOptions = OptionsOf<typeof table>;

/**
 * A fully connected layer: `y = x Wᵀ + b`, from `[…, inFeatures]` to `[…, outFeatures]`.
 *
 * W (`[outFeatures, inFeatures]`) and b start as U(−1/√inFeatures, 1/√inFeatures), W drawn first.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
 * @throws RangeError when a size is not a whole number ≥ 1, there is no generator, or the input's last size is not `inFeatures`
 */
export class Linear extends Module {
  readonly weight: Variable;
  readonly bias: Variable | null;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions) {
    super();
    rules.requireEach("Linear", rules.count, { inFeatures, outFeatures });
    const { bias, ...drawing } = rules.readOptions("Linear", table, options);
    const bound = 1 / Math.sqrt(inFeatures);
    this.weight = new Variable(uniform([outFeatures, inFeatures], -bound, bound, drawing));
    this.bias = bias ? new Variable(uniform([outFeatures], -bound, bound, drawing)) : null;
  }

  override forward(input: Input): Variable {
    const [outFeatures, inFeatures] = this.weight.shape;
    const x = asVariable(input);
    if (x.shape[x.ndim - 1] !== inFeatures) {
      throw new RangeError(
        `Linear(${inFeatures}, ${outFeatures}): the input's last size must be ${inFeatures}, got shape ${formatShape(x.shape)}`,
      );
    }
    return linear(x, this.weight, this.bias);
  }
}
