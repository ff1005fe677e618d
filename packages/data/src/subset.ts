import { rules } from "@tinytorch/options";
import { type Generator, type Holder, holdings, type Tensor } from "@tinytorch/tensor";
import { generatorRule } from "@tinytorch/tensor/internal";
import { type Dataset, requireDataset, requireList } from "./dataset.ts";

/**
 * Some samples of a data set, by their positions in it.
 * @throws RangeError on a position that is not there
 */
export class Subset<Sample extends readonly Tensor[]> implements Dataset<Sample>, Holder {
  readonly length: number;
  readonly #dataset: Dataset<Sample>;
  readonly #indices: readonly number[];

  constructor(dataset: Dataset<Sample>, indices: readonly number[]) {
    requireDataset("Subset", dataset);
    requireList("Subset", indices);
    for (const index of indices) {
      if (!Number.isInteger(index) || index < 0 || index >= dataset.length)
        throw new RangeError(`Subset: positions must be in [0, ${dataset.length - 1}], got ${rules.shown(index)}`);
    }
    this.#dataset = dataset;
    this.#indices = [...indices];
    this.length = indices.length;
  }

  at(index: number): Sample {
    return this.#dataset.at(this.#position(index));
  }

  batch(indices: readonly number[]): Sample {
    requireList("Subset", indices);
    return this.#dataset.batch(indices.map((index) => this.#position(index)));
  }

  /** For `scope` and `keep`. */
  [holdings](): Iterable<unknown> {
    return [this.#dataset];
  }

  #position(index: number): number {
    const position = Number.isInteger(index) ? this.#indices.at(index) : undefined;
    if (position === undefined)
      throw new RangeError(`Subset: a position must be a whole number below ${this.length}, got ${rules.shown(index)}`);
    return position;
  }
}

/** Options of `randomSplit`. */
export interface RandomSplitOptions {
  /** What decides who goes where. */
  generator: Generator;
}

/**
 * Deals the samples of a data set into parts of the given sizes, at random.
 * @throws RangeError when the sizes are not whole numbers that add up to the number of samples
 */
export function randomSplit<Sample extends readonly Tensor[]>(
  dataset: Dataset<Sample>,
  sizes: readonly number[],
  options: RandomSplitOptions,
): Subset<Sample>[] {
  const { generator } = rules.readOptions("randomSplit", { generator: generatorRule }, options);
  requireDataset("randomSplit", dataset);
  if (!Array.isArray(sizes))
    throw new TypeError(`randomSplit: sizes must be a list of numbers, got ${rules.shown(sizes)}`);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total !== dataset.length || !sizes.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new RangeError(
      `randomSplit: sizes must be whole numbers that add up to ${dataset.length}, got ${rules.shown(sizes)}`,
    );
  }
  const order = generator.permutation(dataset.length);
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return new Subset(dataset, order.slice(start - size, start));
  });
}
