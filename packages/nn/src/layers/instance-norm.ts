import { asVariable, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { ones, type Tensor, zeros } from "@tinytorch/tensor";
import { formatShape } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { floatRule } from "./initial-options.ts";
import { type Statistics, standardize } from "./standardize.ts";

const table = {
  /** ε, which keeps the division finite (default 1e-5). */
  eps: rules.nonNegative.or(1e-5),
  /** The share of each batch in the running estimates (default 0.1). */
  momentum: rules.share.or(0.1),
  /** Learn a weight and a bias for each channel (default false). */
  affine: rules.flag.or(false),
  /** Keep running estimates, which evaluation uses (default false). Without them each sample's own statistics always serve. */
  trackRunningStats: rules.flag.or(false),
  /** The element type (default float32). */
  dtype: floatRule,
};

/** Options of an instance normalization. */
export type InstanceNormOptions = OptionsOf<typeof table>;

/** What instance normalization of sequences and of images shares. */
abstract class InstanceNorm extends Module {
  readonly weight: Variable | null;
  readonly bias: Variable | null;
  readonly runningMean: Tensor | null;
  readonly runningVar: Tensor | null;
  /** Saved as PyTorch saves it, and as there never counted up: the estimates need no count. */
  readonly numBatchesTracked: Tensor | null;
  readonly #name: string;
  readonly #features: number;
  readonly #rank: number;
  readonly #eps: number;
  readonly #momentum: number;

  /** @param rank how many dimensions the input has */
  constructor(name: string, features: number, rank: number, options: InstanceNormOptions) {
    super();
    rules.requireEach(name, rules.count, { features });
    const { eps, momentum, affine, trackRunningStats, dtype } = rules.readOptions(name, table, options);
    const tracked = <Made>(made: Made): Made | null => (trackRunningStats ? made : null);
    this.weight = affine ? new Variable(ones([features], { dtype })) : null;
    this.bias = affine ? new Variable(zeros([features], { dtype })) : null;
    this.runningMean = this.registerBuffer("runningMean", tracked(zeros([features], { dtype })));
    this.runningVar = this.registerBuffer("runningVar", tracked(ones([features], { dtype })));
    this.numBatchesTracked = this.registerBuffer("numBatchesTracked", tracked(zeros([], { dtype: "int32" })));
    this.#name = name;
    this.#features = features;
    this.#rank = rank;
    this.#eps = eps;
    this.#momentum = momentum;
  }

  override forward(input: Input): Variable {
    const x = asVariable(input);
    if (x.ndim !== this.#rank || x.shape[1] !== this.#features) {
      throw new RangeError(
        `${this.#name}(${this.#features}): the input must have ${this.#rank} dimensions, with ${this.#features} channels ` +
          `second, got ${formatShape(x.shape)}`,
      );
    }
    const perChannel = x.shape.slice(1).map((_, d) => (d === 0 ? -1 : 1));
    const normal = this.#standardized(x, perChannel);
    const scaled = this.weight === null ? normal : normal.mul(this.weight.reshape(perChannel));
    return this.bias === null ? scaled : scaled.add(this.bias.reshape(perChannel));
  }

  #standardized(x: Variable, perChannel: readonly number[]): Variable {
    if (!this.training && this.runningMean !== null && this.runningVar !== null) {
      const deviation = this.runningVar.add(this.#eps).sqrt_().reshape(perChannel);
      return x.sub(this.runningMean.reshape(perChannel)).div(deviation);
    }
    const dims = x.shape.map((_, d) => d).slice(2);
    const count = dims.reduce((product, d) => product * x.shape[d], 1);
    if (this.training && count < 2) {
      throw new RangeError(
        `${this.#name}: training needs more than one value for each channel, got ${formatShape(x.shape)}`,
      );
    }
    const { output, statistics } = standardize(x, dims, this.#eps);
    if (this.training) this.#track(statistics, count, x.shape[0]);
    return output;
  }

  /** Moves the running estimates towards the mean of what the samples have. They hold the unbiased variance. */
  #track({ mean, variance }: Statistics, count: number, samples: number): void {
    if (this.runningMean === null || this.runningVar === null || samples === 0) return;
    this.runningMean.lerp_(mean.mean(0).reshape([-1]), this.#momentum);
    this.runningVar.lerp_(
      variance
        .mean(0)
        .reshape([-1])
        .mul(count / (count - 1)),
      this.#momentum,
    );
  }
}

/**
 * Normalizes each channel of each sequence `[N, features, L]` by itself (Ulyanov et al., 2016): `(x − x̄) / √(variance + ε)`, with the
 * biased variance; then `· weight + bias` where it learns them.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm1d.html
 * @throws RangeError on another shape, or in training on a single value for each channel
 */
export class InstanceNorm1d extends InstanceNorm {
  constructor(features: number, options: InstanceNormOptions = {}) {
    super("InstanceNorm1d", features, 3, options);
  }
}

/**
 * Normalizes each channel of each image `[N, features, H, W]` by itself; as `InstanceNorm1d`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html
 * @throws RangeError on another shape, or in training on a single value for each channel
 */
export class InstanceNorm2d extends InstanceNorm {
  constructor(features: number, options: InstanceNormOptions = {}) {
    super("InstanceNorm2d", features, 4, options);
  }
}
