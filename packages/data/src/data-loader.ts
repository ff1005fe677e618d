import { rules } from "@tinytorch/options";
import type { Generator, Tensor } from "@tinytorch/tensor";
import { type Dataset, requireDataset } from "./dataset.ts";
import { RandomSampler, type Sampler, SequentialSampler } from "./samplers.ts";

/** Options of a loader. */
export interface DataLoaderOptions<Sample> {
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
  /** Makes a batch of single samples, of unequal sizes for instance; unless given, the data set stacks them. */
  collate?: (samples: readonly Sample[]) => Sample;
}

const table = { batchSize: rules.count.or(1), shuffle: rules.flag.or(false), dropLast: rules.flag.or(false) };
const besides = ["generator", "sampler", "collate"];

/**
 * A data set in batches: every iteration is a fresh pass over all samples, and passes do not disturb one another.
 *
 *   for (const [inputs, targets] of new DataLoader(dataset, { batchSize: 32, shuffle: true, generator })) …
 *
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader
 * @throws RangeError when `batchSize` is not a whole number ≥ 1, there is no generator to shuffle by, or a sampler is given
 *   besides `shuffle`
 */
export class DataLoader<Sample extends readonly Tensor[]> implements Iterable<Sample> {
  readonly #batchSize: number;
  readonly #sampler: Sampler;
  readonly #dropLast: boolean;
  readonly #read: (indices: readonly number[]) => Sample;

  constructor(dataset: Dataset<Sample>, options: DataLoaderOptions<Sample> = {}) {
    requireDataset("DataLoader", dataset);
    const { batchSize, shuffle, dropLast } = rules.readOptions("DataLoader", table, options, besides);
    const { generator, sampler, collate } = options;
    if (shuffle && sampler !== undefined)
      throw new RangeError("DataLoader: the order comes from shuffle or from a sampler, got both");
    this.#batchSize = batchSize;
    this.#dropLast = dropLast;
    this.#sampler = sampler ?? samplerFor(dataset.length, shuffle, generator);
    this.#read =
      collate === undefined
        ? (indices) => dataset.batch(indices)
        : (indices) => collate(indices.map((index) => dataset.at(index)));
  }

  /** The number of batches in a pass. */
  get length(): number {
    const batches = this.#sampler.length / this.#batchSize;
    return this.#dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  *[Symbol.iterator](): IterableIterator<Sample> {
    let indices: number[] = [];
    for (const index of this.#sampler) {
      indices.push(index);
      if (indices.length < this.#batchSize) continue;
      yield this.#read(indices);
      indices = [];
    }
    if (indices.length > 0 && !this.#dropLast) yield this.#read(indices);
  }
}

function samplerFor(length: number, shuffle: boolean, generator: Generator | undefined): Sampler {
  if (!shuffle) return new SequentialSampler(length);
  if (generator === undefined)
    throw new RangeError("DataLoader: a generator must be given to shuffle, got none; pass new Generator(seed)");
  return new RandomSampler(length, { generator });
}
