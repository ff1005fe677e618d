import { Generator, type Tensor } from "@tinytorch/tensor";
import type { Dataset } from "./dataset.ts";

/** Options of a loader. */
export interface DataLoaderOptions {
  /** Samples in a batch (default 1). */
  batchSize?: number;
  /** Take the samples in a new random order on every pass (default false). */
  shuffle?: boolean;
  /** Where the orders come from; unless given, a generator of the loader's own that starts from seed 0. */
  generator?: Generator;
  /** Leave out a last batch that is not full (default false). */
  dropLast?: boolean;
}

/**
 * A data set in batches: every iteration is a fresh pass over all samples, and passes do not disturb one another.
 *
 *   for (const [inputs, targets] of new DataLoader(dataset, { batchSize: 32, shuffle: true, generator })) …
 *
 * @throws RangeError when `batchSize` is not a whole number ≥ 1
 */
export class DataLoader<Sample extends readonly Tensor[]> implements Iterable<Sample> {
  readonly #dataset: Dataset<Sample>;
  readonly #batchSize: number;
  readonly #shuffle: boolean;
  readonly #generator: Generator;
  readonly #dropLast: boolean;

  constructor(dataset: Dataset<Sample>, options: DataLoaderOptions = {}) {
    const { batchSize = 1, shuffle = false, generator = new Generator(0), dropLast = false } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(`DataLoader: batchSize must be a whole number ≥ 1, got ${batchSize}`);
    }
    this.#dataset = dataset;
    this.#batchSize = batchSize;
    this.#shuffle = shuffle;
    this.#generator = generator;
    this.#dropLast = dropLast;
  }

  /** The number of batches in a pass. */
  get length(): number {
    const batches = this.#dataset.length / this.#batchSize;
    return this.#dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  *[Symbol.iterator](): IterableIterator<Sample> {
    const samples = this.#dataset.length;
    const order = this.#shuffle
      ? this.#generator.permutation(samples)
      : Array.from({ length: samples }, (_, i) => i);
    const end = this.#dropLast ? this.length * this.#batchSize : samples;
    for (let start = 0; start < end; start += this.#batchSize) {
      yield this.#dataset.batch(order.slice(start, start + this.#batchSize));
    }
  }
}
