import { type Alike, type Dataset, mapSample, requireIndex, type Sample } from "./dataset.ts";

/**
 * A data set in memory: tensors side by side, and sample i is row i of each (https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.TensorDataset).
 *
 *   new TensorDataset(inputs, targets)   with shapes [100, 1, 8, 8] and [100]
 *   .length is 100, and .at(7) is [a tensor [1, 8, 8], a tensor []]
 *
 * Nothing is copied: the tensors are kept as they are, and a sample's parts are views of their rows. So a number that changes
 * in a tensor later changes in the samples too, also in one that was read before.
 * @throws RangeError when there is no tensor, or their first sizes differ
 */
export class TensorDataset<S extends Sample> implements Dataset<Alike<S>> {
  readonly tensors: S;

  constructor(...tensors: S) {
    const [first] = tensors.map(({ shape }) => shape[0]);
    if (first === undefined || tensors.some(({ shape }) => shape[0] !== first)) {
      const shapes = tensors.map(({ shape }) => `[${shape.join(", ")}]`).join(" and ");
      throw new RangeError(`TensorDataset: tensors must have one first size, got ${shapes || "none"}`);
    }
    this.tensors = tensors;
  }

  /** How many samples there are. */
  get length(): number {
    // BEGIN SOLUTION
    // TODO: return the first size, which all of the tensors have
    return this.tensors[0].shape[0];
    // END SOLUTION
  }

  at(index: number): Alike<S> {
    requireIndex("TensorDataset.at", index, this.length);
    // BEGIN SOLUTION
    // TODO: return row `index` of every tensor
    return mapSample(this.tensors, (each) => each.select(0, index));
    // END SOLUTION
  }
}
