import type { Tensor } from "@tinytorch/tensor";

/** Samples that can be counted and read by position, each a tuple of tensors such as `[input, target]`. */
export interface Dataset<Sample extends readonly Tensor[]> {
  readonly length: number;
  /** One sample. @throws RangeError when there is none at that position. */
  at(index: number): Sample;
  /** The samples at the given positions, stacked along a new first dimension. */
  batch(indices: readonly number[]): Sample;
}
