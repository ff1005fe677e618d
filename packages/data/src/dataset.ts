import { rules } from "@tinytorch/options";
import { type Holder, holdings, stack, type Tensor } from "@tinytorch/tensor";
import { formatShape, requireTensor } from "@tinytorch/tensor/internal";
import { type Collated, defaultCollate } from "./collate.ts";

/**
 * Samples that can be counted and read by position: tuples of tensors such as `[input, target]`, records such as `{ image,
 * label }`, or whatever else; an array is one too. `length` and `at` are enough.
 */
export interface Dataset<Sample = readonly Tensor[]> {
  readonly length: number;
  /** One sample. @throws RangeError when there is none at that position. */
  at(index: number): Sample;
  /** The samples at the given positions as a batch, where that can be had faster than by collating single ones. */
  batch?(indices: readonly number[]): NoInfer<Collated<Sample>>;
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

  batch(indices: readonly number[]): Collated<SampleOf<Tensors>> {
    // A batch of tensors is as many tensors, which the type cannot say before it knows how many.
    return this.#each((item) => item.indexSelect(0, indices)) as Collated<SampleOf<Tensors>>;
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
export class MappedDataset<From, To> implements Dataset<To>, Holder {
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

  batch(indices: readonly number[]): Collated<To> {
    requireList("MappedDataset", indices);
    return defaultCollate(indices.map((index) => this.at(index)));
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

/** Samples at positions as a batch, by the data set's own way or by collating them. */
export function batchOf<Sample>(dataset: Dataset<Sample>, indices: readonly number[]): Collated<Sample> {
  return dataset.batch === undefined
    ? defaultCollate(indices.map((index) => dataset.at(index)))
    : dataset.batch(indices);
}

/** Whether something has samples by position. */
export function isDataset(value: unknown): value is Dataset<unknown> {
  if (typeof value !== "object" || value === null) return false;
  const { length, at, batch }: Partial<Dataset<unknown>> = value;
  return typeof length === "number" && typeof at === "function" && ["function", "undefined"].includes(typeof batch);
}

/** @throws TypeError on anything without a length and samples */
export function requireDataset(owner: string, dataset: Dataset<unknown>): void {
  if (!isDataset(dataset))
    throw new TypeError(`${owner}: a data set must have length and at, got ${rules.shown(dataset)}`);
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
