import { rules } from "@tinytorch/options";
import { type Holder, holdings, stack, type Tensor } from "@tinytorch/tensor";
import { formatShape, requireTensor } from "@tinytorch/tensor/internal";

/** Samples that can be counted and read by position, each a tuple of tensors such as `[input, target]`. */
export interface Dataset<Sample extends readonly Tensor[]> {
  readonly length: number;
  /** One sample. @throws RangeError when there is none at that position. */
  at(index: number): Sample;
  /** The samples at the given positions, stacked along a new first dimension. */
  batch(indices: readonly number[]): Sample;
}

/** As many tensors as the data set was made of. */
export type SampleOf<Tensors extends readonly Tensor[]> = { [K in keyof Tensors]: Tensor };

/**
 * A data set of tensors side by side: sample i is row i of each. The tensors are shared, not copied.
 * @throws RangeError when there are none, or their first sizes differ
 */
export class TensorDataset<Tensors extends readonly Tensor[]> implements Dataset<SampleOf<Tensors>>, Holder {
  readonly tensors: Tensors;
  readonly length: number;

  constructor(...tensors: Tensors) {
    for (const item of tensors) requireTensor("TensorDataset", "each part", item);
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

  /** For `scope` and `keep`. */
  [holdings](): Iterable<unknown> {
    return this.tensors;
  }

  #each(read: (item: Tensor) => Tensor): SampleOf<Tensors> {
    // `map` keeps a tuple's length, which its type does not say.
    return this.tensors.map(read) as SampleOf<Tensors>;
  }
}

/** A data set whose samples go through a transform each time they are read. */
export class MappedDataset<From extends readonly Tensor[], To extends readonly Tensor[]>
  implements Dataset<To>, Holder
{
  readonly #dataset: Dataset<From>;
  readonly #transform: (sample: From) => To;

  constructor(dataset: Dataset<From>, transform: (sample: From) => To) {
    requireDataset("MappedDataset", dataset);
    if (typeof transform !== "function")
      throw new TypeError(`MappedDataset: the transform must be a function, got ${rules.shown(transform)}`);
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
    requireList("MappedDataset", indices);
    return stackSamples(indices.map((index) => this.at(index)));
  }

  /** For `scope` and `keep`; what the transform holds it must keep itself. */
  [holdings](): Iterable<unknown> {
    return [this.#dataset];
  }
}

/** @throws TypeError on anything but a list of positions */
export function requireList(owner: string, indices: readonly number[]): void {
  if (!Array.isArray(indices))
    throw new TypeError(`${owner}: positions must be a list of numbers, got ${rules.shown(indices)}`);
}

/** @throws TypeError on anything without a length and samples */
export function requireDataset(owner: string, dataset: Dataset<readonly Tensor[]>): void {
  if (typeof dataset?.length === "number" && typeof dataset.at === "function" && typeof dataset.batch === "function")
    return;
  throw new TypeError(`${owner}: a data set must have length, at and batch, got ${rules.shown(dataset)}`);
}

/**
 * A batch of samples: each of their tensors stacked along a new first dimension.
 * @throws RangeError when there are none, or shapes differ
 */
export function stackSamples<Sample extends readonly Tensor[]>(samples: readonly Sample[]): Sample {
  const lists: readonly unknown[] = Array.isArray(samples) ? Array.from(samples) : [null];
  if (!lists.every((sample) => Array.isArray(sample)))
    throw new TypeError(`stackSamples: samples must be a list of lists of tensors, got ${rules.shown(samples)}`);
  if (samples.length === 0) throw new RangeError("stackSamples: there must be at least one sample, got none");
  // `map` keeps a tuple's length, which its type does not say.
  return samples[0].map((_, part) => stack(samples.map((sample) => sample[part]))) as readonly Tensor[] as Sample;
}
