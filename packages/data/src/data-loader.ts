import { rules } from "@tinytorch/options";
import type { Generator } from "@tinytorch/tensor";
import { requireSource } from "./chain-dataset.ts";
import { type Collated, defaultCollate } from "./collate.ts";
import { batchOf, type Dataset, isDataset } from "./dataset.ts";
import { RandomSampler, type Sampler, SequentialSampler } from "./samplers.ts";

/** Options of a loader. */
export interface DataLoaderOptions<Sample, Batch = Collated<Sample>> {
  /** Samples in a batch (default 1). */
  batchSize?: number;
  /** Take the samples in a new random order on every pass, which the generator decides (default false). */
  shuffle?: boolean;
  /** Where the orders come from; must be given to shuffle. */
  generator?: Generator;
  /** Which samples a pass takes, and in which order: instead of `shuffle`. */
  sampler?: Sampler;
  /** Leave out a last batch that is not full (default false). */
  dropLast?: boolean;
  /** Makes a batch of single samples, of unequal sizes for instance (default `defaultCollate`, or the data set's own way). */
  collate?: (samples: readonly Sample[]) => Batch;
}

const table = { batchSize: rules.count.or(1), shuffle: rules.flag.or(false), dropLast: rules.flag.or(false) };
const besides = ["generator", "sampler", "collate"];

/**
 * A data set in batches: every iteration is a fresh pass over all samples, and passes do not disturb one another.
 *
 *   for (const [inputs, targets] of new DataLoader(dataset, { batchSize: 32, shuffle: true, generator })) …
 *
 * A data set may be an iterable too, whose samples come in its order.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader
 * @throws RangeError when `batchSize` is not a whole number ≥ 1, there is no generator to shuffle by, a sampler is given
 *   besides `shuffle`, or either for an iterable; TypeError on what has no samples
 */
export class DataLoader<Sample, Batch = Collated<Sample>> implements Iterable<Batch> {
  readonly #batchSize: number;
  readonly #dropLast: boolean;
  /** What stands for samples until a batch is read: positions, or the samples themselves. */
  readonly #source: Source<Batch>;

  constructor(dataset: Iterable<Sample>, options?: DataLoaderOptions<Sample, Batch>);
  constructor(dataset: Dataset<Sample>, options?: DataLoaderOptions<Sample, Batch>);
  constructor(dataset: Dataset<Sample> | Iterable<Sample>, options: DataLoaderOptions<Sample, Batch> = {}) {
    const { batchSize, shuffle, dropLast } = rules.readOptions("DataLoader", table, options, besides);
    const { generator, sampler, collate } = options;
    if (shuffle && sampler !== undefined)
      throw new RangeError("DataLoader: the order comes from shuffle or from a sampler, got both");
    if (collate !== undefined && typeof collate !== "function")
      throw new TypeError(`DataLoader: collate must be a function, got ${rules.shown(collate)}`);
    // Unless a way is given, a batch is what a sample's type says it is.
    const collated = collate ?? (defaultCollate as unknown as (samples: readonly Sample[]) => Batch);
    this.#batchSize = batchSize;
    this.#dropLast = dropLast;
    if (isSampled(dataset)) {
      const order = sampler ?? samplerFor(dataset.length, shuffle, generator);
      const own = collate === undefined && dataset.batch !== undefined;
      const read = own
        ? (indices: readonly number[]) => batchOf(dataset, indices) as Batch
        : (indices: readonly number[]) => collated(indices.map((index) => dataset.at(index)));
      this.#source = sourceOf(order, read, () => order.length);
      return;
    }
    if (typeof Object(dataset)[Symbol.iterator] !== "function") {
      throw new TypeError(
        `DataLoader: a data set must have length and at, or be an iterable, got ${rules.shown(dataset)}`,
      );
    }
    requireSource("DataLoader", dataset);
    if (shuffle || sampler !== undefined) {
      throw new RangeError(
        `DataLoader: samples of an iterable come in its order, got ${shuffle ? "shuffle" : "a sampler"}; give a data set with length and at`,
      );
    }
    this.#source = sourceOf(dataset, collated, () => {
      throw new TypeError("DataLoader: the number of batches is known of a data set with length, got an iterable");
    });
  }

  /**
   * The number of batches in a pass. @throws TypeError when the samples are an iterable's, which has to be gone through to
   * count them
   */
  get length(): number {
    const batches = this.#source.count() / this.#batchSize;
    return this.#dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  [Symbol.iterator](): IterableIterator<Batch> {
    return this.#source.batches(this.#batchSize, this.#dropLast);
  }
}

/** What batches are made of. */
interface Source<Batch> {
  count(): number;
  batches(size: number, dropLast: boolean): IterableIterator<Batch>;
}

function sourceOf<Item, Batch>(
  items: Iterable<Item>,
  read: (items: readonly Item[]) => Batch,
  count: () => number,
): Source<Batch> {
  return {
    count,
    *batches(size, dropLast) {
      let gathered: Item[] = [];
      for (const item of items) {
        gathered.push(item);
        if (gathered.length < size) continue;
        yield read(gathered);
        gathered = [];
      }
      if (gathered.length > 0 && !dropLast) yield read(gathered);
    },
  };
}

function isSampled<Sample>(dataset: Dataset<Sample> | Iterable<Sample>): dataset is Dataset<Sample> {
  return isDataset(dataset);
}

function samplerFor(length: number, shuffle: boolean, generator: Generator | undefined): Sampler {
  if (!shuffle) return new SequentialSampler(length);
  if (generator === undefined)
    throw new RangeError("DataLoader: a generator must be given to shuffle, got none; pass new Generator(seed)");
  return new RandomSampler(length, { generator });
}
