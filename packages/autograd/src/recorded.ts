import type { Arithmetic, DType, ReduceOptions, Shape, Tensor } from "@tinytorch/tensor";
import type { Bounds } from "@tinytorch/tensor/internal";

/** What the formulas of gradients are written with, where one is meant for tensors and for variables that record alike. */
export interface Algebra<T> extends Arithmetic<T> {
  readonly ndim: number;
  readonly size: number;
  cos(): T;
  sqrt(): T;
  square(): T;
  sigmoid(): T;
  tanh(): T;
  erf(): T;
  t(): T;
  permute(dims: readonly number[]): T;
  unsqueeze(dim: number): T;
  expand(shape: Shape): T;
  broadcastTo(shape: Shape): T;
  slice(dim: number, start?: number, end?: number, step?: number): T;
  select(dim: number, index: number): T;
  indexSelect(dim: number, indices: ArrayLike<number>): T;
  gather(dim: number, index: Tensor): T;
}

/**
 * A variable as the gradient of an operation sees it that is to be differentiated again: it computes and is recorded. It has the
 * methods of `Variable`, which is the only one there is.
 */
export interface Recorded extends Algebra<Recorded> {
  /** The values, which a formula may look at where their own derivative is 0: for the sign of a number, or for who won. */
  readonly data: Tensor;
  readonly dtype: DType;
  sin(): Recorded;
  relu(): Recorded;
  clamp(bounds: Bounds): Recorded;
  softmax(dim: number): Recorded;
  cumsum(dim: number): Recorded;
  flip(dims: number | readonly number[]): Recorded;
  tril(diagonal?: number): Recorded;
  triu(diagonal?: number): Recorded;
  maskedFill(mask: Tensor, value: number): Recorded;
  mean(dim?: number | readonly number[], options?: ReduceOptions): Recorded;
}
