import type { ReduceOptions } from "./operation-options.ts";
import type { Shape } from "./shape.ts";
import type { Tensor } from "./tensor.ts";
import type { Size, UnfoldOptions } from "./window.ts";

/**
 * What a `Tensor` and a variable that records have in common, so that a layer is written once for both:
 *
 *   function standardized<T extends Arithmetic<T>>(x: T): T {
 *     const centred = x.sub(x.mean(-1, { keepdim: true }));
 *     return centred.div(centred.pow(2).mean(-1, { keepdim: true }).add(1e-5).sqrt());
 *   }
 *
 * On tensors it computes; on variables it computes and learns.
 */
export interface Arithmetic<T> {
  readonly shape: Shape;
  add(other: T | Tensor | number): T;
  sub(other: T | Tensor | number): T;
  mul(other: T | Tensor | number): T;
  div(other: T | Tensor | number): T;
  pow(exponent: T | Tensor | number): T;
  maximum(other: T | Tensor | number): T;
  neg(): T;
  exp(): T;
  log(): T;
  sqrt(): T;
  matmul(other: T | Tensor): T;
  sum(dim?: number | readonly number[], options?: ReduceOptions): T;
  mean(dim?: number | readonly number[], options?: ReduceOptions): T;
  max(dim?: number | readonly number[], options?: ReduceOptions): T;
  reshape(shape: Shape): T;
  transpose(dim0: number, dim1: number): T;
  /** What a window sees from each of its places, as columns: `[N, C, H, W] -> [N, C, kh·kw, oh·ow]`; see `Tensor.unfold2d`. */
  unfold2d(size: Size, options?: UnfoldOptions): T;
}
