import type { Generator } from "@tinytorch/tensor";
import type { Alike, Dataset, Sample } from "./dataset.ts";
import { shuffle } from "./shuffle.ts";
import { stackSamples } from "./stack-samples.ts";

/** What a loader can be told. */
export type DataLoaderOptions<S extends Sample> = {
  /** Samples in a batch. Default 1. */
  batchSize?: number;
  /** Take the samples in a new random order on every pass. Default false: in their own order. */
  shuffle?: boolean;
  /** Decides the orders. Must be given to shuffle, and is left alone without. */
  generator?: Generator;
  /** Leave out the last batch when it is not full. Default false: it comes, and is smaller. */
  dropLast?: boolean;
  /** Makes a batch of single samples. Default `stackSamples`. */
  collate?: (samples: readonly S[]) => Alike<S>;
};

/**
 * A data set in batches (https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader).
 *
 *   for (const [x, y] of new DataLoader(dataset, { batchSize: 32, shuffle: true, generator })) …
 *
 * Every `for` is a pass of its own through all samples, each of them once, however far another pass has come. With `shuffle` each
 * pass draws its order anew. A sample is read when its batch is asked for, and not before.
 * @throws RangeError when batchSize is not a whole number >= 1, and when there is no generator to shuffle by
 */
export class DataLoader<S extends Sample> implements Iterable<Alike<S>> {
  readonly dataset: Dataset<S>;
  readonly batchSize: number;
  readonly dropLast: boolean;
  readonly collate: (samples: readonly S[]) => Alike<S>;
  /** What to shuffle by; null when samples come in their own order. */
  readonly generator: Generator | null;

  constructor(dataset: Dataset<S>, options: DataLoaderOptions<S> = {}) {
    const { batchSize = 1, shuffle = false, generator, dropLast = false, collate = stackSamples } = options;
    if (!(Number.isInteger(batchSize) && batchSize >= 1)) {
      throw new RangeError(`DataLoader: batchSize must be a whole number >= 1, got ${batchSize}`);
    }
    if (shuffle && generator === undefined) {
      throw new RangeError("DataLoader: a generator must be given to shuffle, got none");
    }
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.dropLast = dropLast;
    this.collate = collate;
    this.generator = shuffle && generator !== undefined ? generator : null;
  }

  /** How many batches a pass has. */
  get length(): number {
    throw new Error("TODO(06-dataloader): divide, and round up, or down when the last batch is left out");
  }

  /** One pass: a batch for every `batchSize` samples, and what is left over. */
  *[Symbol.iterator](): IterableIterator<Alike<S>> {
    throw new Error("TODO(06-dataloader): cut an order into batches, and yield each when it is asked for");
  }
}
