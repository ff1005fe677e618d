import { formatShape, type Tensor } from "@tinytorch/tensor";
import type { Dataset } from "./dataset.ts";

/** As many tensors as the data set was made of. */
export type SampleOf<Tensors extends readonly Tensor[]> = { [K in keyof Tensors]: Tensor };

/**
 * A data set of tensors side by side: sample i is row i of each. The tensors are shared, not copied.
 * @throws RangeError when there are none, or their first sizes differ
 */
export class TensorDataset<Tensors extends readonly Tensor[]> implements Dataset<SampleOf<Tensors>> {
  readonly tensors: Tensors;
  readonly length: number;

  constructor(...tensors: Tensors) {
    const lengths = tensors.map((item) => item.shape[0]);
    if (tensors.some((item) => item.ndim === 0) || new Set(lengths).size !== 1) {
      throw new RangeError(
        `TensorDataset: tensors must have one first size, got shapes ${tensors.map((item) => formatShape(item.shape)).join(", ")}`,
      );
    }
    this.tensors = tensors;
    this.length = lengths[0];
  }

  at(index: number): SampleOf<Tensors> {
    return this.#each((item) => item.select(0, index));
  }

  batch(indices: readonly number[]): SampleOf<Tensors> {
    return this.#each((item) => item.indexSelect(0, indices));
  }

  #each(read: (item: Tensor) => Tensor): SampleOf<Tensors> {
    // `map` keeps a tuple's length, which its type does not say.
    return this.tensors.map(read) as SampleOf<Tensors>;
  }
}
