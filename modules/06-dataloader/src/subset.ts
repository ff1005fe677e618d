import { type Dataset, requireIndex, type Sample } from "./dataset.ts";

/**
 * Some samples of a data set, in an order of its own: sample i is sample `indices[i]` of the data set. Nothing is copied but
 * the list of positions.
 *
 *   new Subset(dataset, [7, 2, 2])   has length 3, and its at(0) is dataset.at(7)
 *
 * @throws RangeError on a position that the data set does not have
 */
export class Subset<S extends Sample> implements Dataset<S> {
  readonly dataset: Dataset<S>;
  readonly indices: readonly number[];

  constructor(dataset: Dataset<S>, indices: readonly number[]) {
    for (const index of indices) requireIndex("Subset", index, dataset.length);
    this.dataset = dataset;
    // A copy: whoever gave the list may go on and sort it.
    this.indices = [...indices];
  }

  /** How many samples there are in this part. */
  get length(): number {
    throw new Error("TODO(06-dataloader): return how many positions this part has");
  }

  at(index: number): S {
    requireIndex("Subset.at", index, this.length);
    throw new Error("TODO(06-dataloader): look up the position, and read that sample of the data set");
  }
}
