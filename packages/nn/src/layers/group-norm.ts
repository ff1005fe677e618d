import { asVariable, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { ones, zeros } from "@tinytorch/tensor";
import { formatShape, sizeOf } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { floatRule } from "./initial-options.ts";
import { standardize } from "./standardize.ts";

/** Options of `groupNorm`. */
export interface GroupNormArguments {
  /** What each channel is multiplied by, `[C]`. */
  weight?: Input | null;
  /** What is added to each channel, `[C]`. */
  bias?: Input | null;
  /** ε, which keeps the division finite (default 1e-5). */
  eps?: number;
}

/**
 * Standardizes each group of channels of each sample `[N, C, …]`, then scales and shifts each channel (Wu & He, 2018):
 * `(x − x̄) / √(variance + ε) · weight + bias`, with the biased variance.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
 * @throws RangeError when the groups do not divide the channels, or weight and bias have another shape
 */
export function groupNorm(input: Input, numGroups: number, options: GroupNormArguments = {}): Variable {
  rules.requireKnown("groupNorm", ["weight", "bias", "eps"], options);
  rules.requireEach("groupNorm", rules.count, { numGroups });
  const { weight = null, bias = null, eps = 1e-5 } = options;
  rules.requireEach("groupNorm", rules.nonNegative, { eps });
  const x = asVariable(input);
  const [samples, channels] = x.shape;
  if (x.ndim < 2 || channels % numGroups !== 0) {
    throw new RangeError(
      `groupNorm: the input must be [N, C, …] with channels that ${numGroups} groups divide, got ${formatShape(x.shape)}`,
    );
  }
  const perChannel = x.shape.slice(1).map((_, d) => (d === 0 ? channels : 1));
  const groups = x.reshape([samples, numGroups, sizeOf(x.shape.slice(1)) / numGroups]);
  const normal = standardize(groups, [2], eps).output.reshape(x.shape);
  const scaled = weight === null ? normal : normal.mul(ofChannels(weight, channels).reshape(perChannel));
  return bias === null ? scaled : scaled.add(ofChannels(bias, channels).reshape(perChannel));
}

function ofChannels(given: Input, channels: number): Variable {
  const values = asVariable(given);
  if (values.ndim !== 1 || values.size !== channels)
    throw new RangeError(`groupNorm: weight and bias must be [${channels}], got ${formatShape(values.shape)}`);
  return values;
}

const table = {
  /** ε (default 1e-5). */
  eps: rules.nonNegative.or(1e-5),
  /** Learn a weight and a bias for each channel (default true). */
  affine: rules.flag.or(true),
  /** The element type (default float32). */
  dtype: floatRule,
};

/** Options of a group normalization. */
export type GroupNormOptions = OptionsOf<typeof table>;

/**
 * `groupNorm` as a layer, with weights that start as 1 and biases that start as 0.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html
 * @throws RangeError when a number is not whole and ≥ 1, the groups do not divide the channels, or the input has other channels
 */
export class GroupNorm extends Module {
  readonly weight: Variable | null;
  readonly bias: Variable | null;
  readonly #groups: number;
  readonly #channels: number;
  readonly #eps: number;

  constructor(numGroups: number, numChannels: number, options: GroupNormOptions = {}) {
    super();
    rules.requireEach("GroupNorm", rules.count, { numGroups, numChannels });
    if (numChannels % numGroups !== 0)
      throw new RangeError(`GroupNorm: groups must divide the channels, got ${numGroups} and ${numChannels}`);
    const { eps, affine, dtype } = rules.readOptions("GroupNorm", table, options);
    this.weight = affine ? new Variable(ones([numChannels], { dtype })) : null;
    this.bias = affine ? new Variable(zeros([numChannels], { dtype })) : null;
    this.#groups = numGroups;
    this.#channels = numChannels;
    this.#eps = eps;
  }

  override forward(input: Input): Variable {
    const x = asVariable(input);
    if (x.shape[1] !== this.#channels) {
      throw new RangeError(
        `GroupNorm(${this.#groups}, ${this.#channels}): the input must have ${this.#channels} channels second, got ` +
          formatShape(x.shape),
      );
    }
    return groupNorm(x, this.#groups, { weight: this.weight, bias: this.bias, eps: this.#eps });
  }
}
