import type { Tensor } from "@tinytorch/tensor";
import { stackSamples } from "./collate.ts";
import type { Dataset } from "./dataset.ts";

/** A data set whose samples go through a transform each time they are read. */
export class MappedDataset<From extends readonly Tensor[], To extends readonly Tensor[]>
  implements Dataset<To>
{
  readonly #dataset: Dataset<From>;
  readonly #transform: (sample: From) => To;

  constructor(dataset: Dataset<From>, transform: (sample: From) => To) {
    this.#dataset = dataset;
    this.#transform = transform;
  }

  get length(): number {
    return this.#dataset.length;
  }

  at(index: number): To {
    return this.#transform(this.#dataset.at(index));
  }

  batch(indices: readonly number[]): To {
    return stackSamples(indices.map((index) => this.at(index)));
  }
}
