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
  /** The share of each batch in the running estimates (default 0.1); null for the plain mean over all batches. */
  momentum: rules
    .rule("in [0, 1], or null", (value): value is number | null => value === null || rules.share.accepts(value))
    .or(0.1),
  /** Learn a weight and a bias for each channel (default true). */
  affine: rules.flag.or(true),
  /** Keep running estimates, which evaluation uses (default true). Without them the batch's own statistics always serve. */
  trackRunningStats: rules.flag.or(true),
  /** The element type (default float32). */
  dtype: floatRule,
};

/** Options of a batch normalization. */
export type BatchNormOptions = OptionsOf<typeof table>;

/**
 * What batch normalization over one and two dimensions shares. The running estimates are written in place, so they survive
 * every `scope` that a training step runs in.
 */
abstract class BatchNorm extends Module {
  readonly weight: Variable | null;
  readonly bias: Variable | null;
  readonly runningMean: Tensor | null;
  readonly runningVar: Tensor | null;
  /** How many batches the running estimates are made of; a tensor, so that it is saved with them. */
  readonly numBatchesTracked: Tensor | null;
  /** The share of each batch in the running estimates; null for the plain mean over all batches. */
  momentum: number | null;
  readonly #eps: number;
  readonly #features: number;
  readonly #name: string;
  readonly #ranks: readonly number[];

  /** @param ranks how many dimensions the input may have */
  constructor(name: string, features: number, ranks: readonly number[], options: BatchNormOptions) {
    super();
    this.#name = name;
    this.#ranks = ranks;
    rules.requireEach(name, rules.count, { features });
    const { eps, momentum, affine, trackRunningStats, dtype } = rules.readOptions(name, table, options);
    this.weight = affine ? new Variable(ones([features], { dtype })) : null;
    this.bias = affine ? new Variable(zeros([features], { dtype })) : null;
    const tracked = <Made>(made: Made): Made | null => (trackRunningStats ? made : null);
    this.runningMean = this.registerBuffer("runningMean", tracked(zeros([features], { dtype })));
    this.runningVar = this.registerBuffer("runningVar", tracked(ones([features], { dtype })));
    this.numBatchesTracked = this.registerBuffer("numBatchesTracked", tracked(zeros([], { dtype: "int32" })));
    this.momentum = momentum;
    this.#eps = eps;
    this.#features = features;
  }

  /** Normalizes every channel, which is dimension 1, over all the others. */
  override forward(input: Input): Variable {
    const x = asVariable(input);
    if (!this.#ranks.includes(x.ndim) || x.shape[1] !== this.#features) {
      throw new RangeError(
        `${this.#name}(${this.#features}): the input must have ${this.#ranks.join(" or ")} dimensions, with ${this.#features} channels ` +
          `second, got ${formatShape(x.shape)}`,
      );
    }
    const perChannel = x.shape.map((_, d) => (d === 1 ? -1 : 1));
    const normal = this.#standardized(x, perChannel);
    const scaled = this.weight === null ? normal : normal.mul(this.weight.reshape(perChannel));
    return this.bias === null ? scaled : scaled.add(this.bias.reshape(perChannel));
  }

  #standardized(x: Variable, perChannel: readonly number[]): Variable {
    if (!this.training && this.runningMean !== null && this.runningVar !== null) {
      const deviation = this.runningVar.add(this.#eps).sqrt_().reshape(perChannel);
      return x.sub(this.runningMean.reshape(perChannel)).div(deviation);
    }
    const count = x.size / this.#features;
    if (this.training && count < 2) {
      throw new RangeError(
        `${this.#name}: training needs more than one value for each channel, got ${formatShape(x.shape)}`,
      );
    }
    const dims = x.shape.map((_, d) => d).filter((d) => d !== 1);
    const { output, statistics } = standardize(x, dims, this.#eps);
    if (this.training) this.#track(statistics, count);
    return output;
  }

  /** Moves the running estimates towards a batch. They hold the unbiased variance, unlike the batch's own scaling. */
  #track({ mean, variance }: Statistics, count: number): void {
    if (this.runningMean === null || this.runningVar === null || this.numBatchesTracked === null) return;
    this.numBatchesTracked.add_(1);
    const share = this.momentum ?? 1 / this.numBatchesTracked.item();
    this.runningMean.lerp_(mean.reshape([-1]), share);
    this.runningVar.lerp_(variance.reshape([-1]).mul(count / (count - 1)), share);
  }
}

/**
 * Normalizes each feature of `[N, features]` or `[N, features, L]` over the batch (Ioffe & Szegedy, 2015):
 *
 *   y = (x − x̄) / √(variance + ε) · weight + bias
 *
 * In training with the batch's mean and biased variance, which also move the running estimates (of the unbiased variance);
 * in evaluation with those estimates. https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
 * @throws RangeError on another shape, or in training on a single value for each feature
 */
export class BatchNorm1d extends BatchNorm {
  constructor(features: number, options: BatchNormOptions = {}) {
    super("BatchNorm1d", features, [2, 3], options);
  }
}

/**
 * Normalizes each channel of images `[N, features, H, W]` over the batch and the image; as `BatchNorm1d`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html
 * @throws RangeError on another shape, or in training on a single value for each channel
 */
export class BatchNorm2d extends BatchNorm {
  constructor(features: number, options: BatchNormOptions = {}) {
    super("BatchNorm2d", features, [4], options);
  }
}
