import type { DType } from "../core/dtype.ts";
import type { ReduceOptions } from "../core/operation-options.ts";
import type { Shape } from "../core/shape.ts";

// This room holds what other operations make: written once, for tensors and, with the gradients of those operations, for variables.

/** Truth values. */
export interface Mask {
  any(): { item(): number };
  all(): { item(): number };
}

/** What operations of this room are composed of. Tensors and variables have it. */
export interface Composable<T> {
  readonly shape: Shape;
  readonly ndim: number;
  readonly size: number;
  readonly dtype: DType;
  add(other: T | number): T;
  sub(other: T | number): T;
  mul(other: T | number): T;
  div(other: T | number): T;
  pow(exponent: number): T;
  abs(): T;
  sqrt(): T;
  square(): T;
  trunc(): T;
  matmul(other: T): T;
  to(dtype: DType): T;
  sum(dim?: number | readonly number[], options?: ReduceOptions): T;
  mean(dim?: number | readonly number[], options?: ReduceOptions): T;
  max(dim?: number | readonly number[], options?: ReduceOptions): T;
  min(dim?: number | readonly number[], options?: ReduceOptions): T;
  reshape(shape: Shape): T;
  permute(dims: readonly number[]): T;
  expand(shape: Shape): T;
  unsqueeze(dim: number): T;
  slice(dim: number, start?: number, end?: number, step?: number): T;
  indexSelect(dim: number, indices: ArrayLike<number>): T;
  maskedFill(mask: Mask, value: number): T;
  eq(value: number): Mask;
  ne(value: number): Mask;
  lt(value: number): Mask;
  gt(value: number): Mask;
}
