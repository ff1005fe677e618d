import { rules } from "@tinytorch/options";
import { type Holder, holdings } from "@tinytorch/tensor";
import type { Collated } from "./collate.ts";
import { batchOf, type Dataset, requireDataset, requireList } from "./dataset.ts";

/**
 * Some samples of a data set, by their positions in it.
 * @throws RangeError on a position that is not there
 */
export class Subset<Sample> implements Dataset<Sample>, Holder {
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

  batch(indices: readonly number[]): Collated<Sample> {
    requireList("Subset", indices);
    return batchOf(
      this.#dataset,
      indices.map((index) => this.#position(index)),
    );
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
