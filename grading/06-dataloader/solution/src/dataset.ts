import type { Tensor } from "@tinytorch/tensor";

/** One sample: tensors side by side, such as `[input, target]`. A sample may have one tensor, or five. */
export type Sample = readonly Tensor[];

/** As many tensors as `S` has: what becomes of a sample when something is done to each of its parts. */
export type Alike<S extends Sample> = { readonly [Part in keyof S]: Tensor };

/** Samples that can be counted, and read one by one. Where they come from is nobody's business: memory, a file, a formula. */
export interface Dataset<S extends Sample> {
  readonly length: number;
  /** The sample at a position, from 0 to length − 1. */
  at(index: number): S;
}

/** Something done to each part of a sample, which keeps its number of parts. */
export function mapSample<S extends Sample>(
  sample: S,
  change: (part: Tensor, position: number) => Tensor,
): Alike<S>;
export function mapSample(sample: Sample, change: (part: Tensor, position: number) => Tensor): Tensor[] {
  return sample.map((part, position) => change(part, position));
}

/** @throws RangeError when there is no such position, like `Subset.at: index must be a whole number from 0 to 3, got 4` */
export function requireIndex(operation: string, index: number, length: number): void {
  if (!(Number.isInteger(index) && index >= 0 && index < length)) {
    throw new RangeError(`${operation}: index must be a whole number from 0 to ${length - 1}, got ${index}`);
  }
}
