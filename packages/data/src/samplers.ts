import { rules } from "@tinytorch/options";
import type { Generator } from "@tinytorch/tensor";
import { generatorRule } from "@tinytorch/tensor/internal";

/** An order in which samples are taken: an iterable of positions, afresh on every pass, whose number is known. */
export interface Sampler extends Iterable<number> {
  /** How many positions a pass gives. */
  readonly length: number;
}

/** The positions 0 … length−1 in order. */
export class SequentialSampler implements Sampler {
  readonly length: number;

  constructor(length: number) {
    rules.requireEach("SequentialSampler", rules.wholeNonNegative, { length });
    this.length = length;
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (let i = 0; i < this.length; i++) yield i;
  }
}

/** Options of a random sampler. */
export interface RandomSamplerOptions {
  /** Where the orders come from. */
  generator: Generator;
  /** Draw every position anew, so that one may come twice (default false: a permutation). */
  replacement?: boolean;
  /** How many positions a pass gives, with replacement (default as many as there are samples). */
  numSamples?: number;
}

const randomTable = {
  generator: generatorRule,
  replacement: rules.flag.or(false),
  numSamples: rules.optional(rules.wholeNonNegative),
};

/**
 * The positions 0 … length−1 in a new random order on every pass.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.RandomSampler
 * @throws RangeError when `numSamples` is not a whole number ≥ 0, or differs from `length` without replacement
 */
export class RandomSampler implements Sampler {
  readonly length: number;
  readonly #samples: number;
  readonly #generator: Generator;
  readonly #replacement: boolean;

  constructor(length: number, options: RandomSamplerOptions) {
    const { generator, replacement, numSamples = length } = rules.readOptions("RandomSampler", randomTable, options);
    rules.requireEach("RandomSampler", rules.wholeNonNegative, { length });
    if (!replacement && numSamples !== length) {
      throw new RangeError(
        `RandomSampler: numSamples may be other than ${length} only with replacement, got ${numSamples}`,
      );
    }
    this.length = numSamples;
    this.#samples = length;
    this.#generator = generator;
    this.#replacement = replacement;
  }

  *[Symbol.iterator](): IterableIterator<number> {
    if (!this.#replacement) {
      yield* this.#generator.permutation(this.#samples);
      return;
    }
    for (let i = 0; i < this.length; i++) yield this.#generator.integer(this.#samples);
  }
}

/** Options of a weighted sampler. */
export interface WeightedRandomSamplerOptions {
  /** Where the draws come from. */
  generator: Generator;
}

/**
 * Positions drawn with replacement, each as likely as its weight says: for classes of very different size.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.WeightedRandomSampler
 * @throws RangeError when a weight is negative or infinite, or none is positive
 */
export class WeightedRandomSampler implements Sampler {
  readonly length: number;
  readonly #upTo: readonly number[];
  readonly #generator: Generator;

  constructor(weights: readonly number[], numSamples: number, options: WeightedRandomSamplerOptions) {
    const { generator } = rules.readOptions("WeightedRandomSampler", { generator: generatorRule }, options);
    if (!Array.isArray(weights))
      throw new TypeError(`WeightedRandomSampler: weights must be a list of numbers, got ${rules.shown(weights)}`);
    let total = 0;
    this.#upTo = weights.map((weight) => {
      rules.requireEach("WeightedRandomSampler", rules.nonNegative, { weight });
      total += weight;
      return total;
    });
    if (!(total > 0)) {
      throw new RangeError(`WeightedRandomSampler: at least one weight must be positive, got [${weights.join(", ")}]`);
    }
    rules.requireEach("WeightedRandomSampler", rules.count, { numSamples });
    this.length = numSamples;
    this.#generator = generator;
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (let i = 0; i < this.length; i++) {
      yield firstAbove(this.#upTo, this.#generator.uniform(0, this.#upTo[this.#upTo.length - 1]));
    }
  }
}

/** The first position whose running sum lies above a value, found by halving. */
export function firstAbove(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
