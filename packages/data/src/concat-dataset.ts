import { rules } from "@tinytorch/options";
import { type Holder, holdings } from "@tinytorch/tensor";
import { type Collated, defaultCollate } from "./collate.ts";
import { type Dataset, requireDataset, requireList } from "./dataset.ts";
import { firstAbove } from "./samplers.ts";

/**
 * Data sets one after another, as one: the first sample of the second comes after the last of the first.
 * https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.ConcatDataset
 * @throws RangeError when there are none; TypeError on what is no data set
 */
export class ConcatDataset<Sample> implements Dataset<Sample>, Holder {
  readonly length: number;
  readonly datasets: readonly Dataset<Sample>[];
  /** Where each ends. */
  readonly #ends: readonly number[];

  constructor(datasets: readonly Dataset<Sample>[]) {
    if (!Array.isArray(datasets))
      throw new TypeError(`ConcatDataset: data sets must be a list, got ${rules.shown(datasets)}`);
    if (datasets.length === 0) throw new RangeError("ConcatDataset: there must be at least one data set, got none");
    let end = 0;
    this.#ends = Array.from(datasets, (dataset) => {
      requireDataset("ConcatDataset", dataset);
      end += dataset.length;
      return end;
    });
    this.datasets = [...datasets];
    this.length = end;
  }

  /** One sample; a negative position counts from the end. @throws RangeError when there is none */
  at(index: number): Sample {
    const position = Number.isInteger(index) && index < 0 ? index + this.length : index;
    if (!Number.isInteger(index) || position < 0 || position >= this.length) {
      throw new RangeError(
        `ConcatDataset: a position must be a whole number below ${this.length}, got ${rules.shown(index)}`,
      );
    }
    const part = firstAbove(this.#ends, position);
    return this.datasets[part].at(position - (part === 0 ? 0 : this.#ends[part - 1]));
  }

  batch(indices: readonly number[]): Collated<Sample> {
    requireList("ConcatDataset", indices);
    return defaultCollate(indices.map((index) => this.at(index)));
  }

  /** For `scope` and `keep`. */
  [holdings](): Iterable<unknown> {
    return this.datasets;
  }
}
