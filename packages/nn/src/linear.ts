import { asVariable, Variable } from "@tinytorch/autograd";
import { type DType, formatShape, type Generator, uniform } from "@tinytorch/tensor";
import { type Input, Module } from "./module.ts";

/** Options of a linear layer. */
export interface LinearOptions {
  /** Add a learned offset (default true). */
  bias?: boolean;
  /** Where the initial values come from; the default generator unless given. */
  generator?: Generator;
  /** The element type (default float32). */
  dtype?: DType;
}

/**
 * A fully connected layer: `y = x Wᵀ + b`, from `[…, inFeatures]` to `[…, outFeatures]`.
 *
 * W (`[outFeatures, inFeatures]`) and b start as U(−1/√inFeatures, 1/√inFeatures), W drawn first.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
 * @throws RangeError when a size is not a whole number ≥ 1, or the input's last size is not `inFeatures`
 */
export class Linear extends Module {
  readonly weight: Variable;
  readonly bias: Variable | null;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions = {}) {
    super();
    if (
      !Number.isInteger(inFeatures) ||
      inFeatures < 1 ||
      !Number.isInteger(outFeatures) ||
      outFeatures < 1
    ) {
      throw new RangeError(`Linear: sizes must be whole numbers ≥ 1, got ${inFeatures} -> ${outFeatures}`);
    }
    const { bias = true, ...drawing } = options;
    const bound = 1 / Math.sqrt(inFeatures);
    this.weight = new Variable(uniform([outFeatures, inFeatures], -bound, bound, drawing));
    this.bias = bias ? new Variable(uniform([outFeatures], -bound, bound, drawing)) : null;
  }

  override forward(input: Input): Variable {
    const [outFeatures, inFeatures] = this.weight.shape;
    if (input.shape[input.ndim - 1] !== inFeatures) {
      throw new RangeError(
        `Linear(${inFeatures}, ${outFeatures}): the input's last size must be ${inFeatures}, got shape ${formatShape(input.shape)}`,
      );
    }
    const product = asVariable(input).matmul(this.weight.t());
    return this.bias === null ? product : product.add(this.bias);
  }
}
