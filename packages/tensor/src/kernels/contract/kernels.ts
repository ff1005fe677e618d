import type { DType, ElementArray } from "./elements.ts";
import type { Strided } from "./layout.ts";
import type { ElementwiseOperation, PoolOperation, ReduceOperation } from "./operations.ts";
import type { TrainingKernels } from "./training.ts";

// This room imports nothing from outside of it: kernels are written against it, and tensors are built on it.

/** Something along height, then along width. */
export type Pair = readonly [number, number];

/** A window that slides over images: sizes, steps and margins along height and width. */
export interface SlidingWindow {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  /** How far apart the window's elements are; 1 when they touch. */
  readonly dilation: Pair;
  /** How many places the window takes. */
  readonly output: Pair;
}

/** Where a set of kernels wants blocks of elements to lie. An address is in bytes from the heap's start, and never 0. */
export interface Heap {
  /** All of the heap as float32. */
  readonly floats: Float32Array;
  /** Whether more blocks may be left to the garbage collector. */
  readonly acceptsCollected: boolean;
  /** The address of a block with anything in it; 0 when there is no room. */
  allocate(bytes: number): number;
  /** Takes back a block of as many bytes as it was asked for with. */
  free(address: number, bytes: number): void;
  /** Leaves a block to the garbage collector, which takes it back some time after `owner` has become unreachable. */
  leaveToCollector(owner: object, address: number, bytes: number): void;
  /** A typed array over a block. */
  view(dtype: DType, address: number, size: number): ElementArray;
}

/**
 * The seam between tensors and the loops that do the arithmetic. Everything above it deals in shapes; everything below
 * in numbers. `out` is written in full; the inputs may differ from it in element type, repeat elements (stride 0) and broadcast to the shape of `out`.
 * An output may be one of the inputs when both have the same layout. A number arrives as a scalar operand.
 */
export interface Kernels {
  /** What these kernels are called in reports. */
  readonly name: string;
  /** Where these kernels want blocks of elements to lie; null for arrays of their own. */
  readonly heap: Heap | null;
  fill(out: Strided, value: number): void;
  /** An operation on the elements of its one, two or three inputs, and a number where it takes one. */
  elementwise(operation: ElementwiseOperation, inputs: readonly Strided[], out: Strided, scalar?: number): void;
  /**
   * Reduces the dimensions of `x` that have size 1 in `out`; both have the same number of dimensions, `out` is contiguous. A sum
   * in int32, of truth values too, wraps round.
   */
  reduce(operation: ReduceOperation, x: Strided, out: Strided): void;
  /** The position of the first largest element along the last dimension of `x`; `out` is contiguous, without it. */
  argmax(x: Strided, out: Strided): void;
  /**
   * The positions of the elements along the last dimension of `x` in the order of their values; equal ones keep theirs. A NaN counts
   * as the largest. `out` is contiguous, int32.
   */
  argsort(x: Strided, descending: boolean, out: Strided): void;
  /** `eˣ / Σ eˣ` along the last dimension, or its logarithm. Both contiguous, floats of one type. */
  softmax(x: Strided, logarithm: boolean, out: Strided): void;
  /** `[…, m, k] @ […, k, n] -> […, m, n]` of floats, or of int32, which wrap round; `out` is contiguous. */
  matmul(a: Strided, b: Strided, out: Strided): void;
  /**
   * Correlates images `[N, C, H, W]` with kernels `[O, C/groups, kh, kw]` under a window of their size, with zeros outside the
   * images: `[N, O, oh, ow]`. All contiguous, floats of one type.
   */
  conv2d(x: Strided, weight: Strided, window: SlidingWindow, groups: number, out: Strided): void;
  /** `out[…, i, …] = x[…, indices[i], …]` along `dim`; both contiguous. */
  indexSelect(x: Strided, dim: number, indices: ArrayLike<number>, out: Strided): void;
  /** `out[…, indices[i], …] += x[…, i, …]` along `dim`; both contiguous. */
  indexAdd(out: Strided, dim: number, indices: ArrayLike<number>, x: Strided): void;
  /** `out[i, j, …] = x[i, index[i, j, …], …]` with the index standing at `dim`; `out` and `index` have one shape. */
  gather(x: Strided, dim: number, index: Strided, out: Strided): void;
  /** `out[i, index[i, j, …], …] += x[i, j, …]` with the index standing at `dim`; `x` and `index` have one shape. */
  scatterAdd(out: Strided, dim: number, index: Strided, x: Strided): void;
  /** Whether any element, of int32, is not from 0 up to below `length`. */
  anyOutside(indices: Strided, length: number): boolean;
  /**
   * Fills `out`, contiguous floats, with normals of that mean and standard deviation, two and two of them from two numbers in [0, 1), as
   * `kernels/box-muller.ts` has it, to the last digit. Of an odd number the last is left out.
   * @param draw fills an array of an even length with the next such numbers
   */
  normals(draw: (target: Float64Array) => void, mean: number, standardDeviation: number, out: Strided): void;
  /** Running sums along `dim`; both contiguous and of one shape. */
  cumsum(x: Strided, dim: number, out: Strided): void;
  /**
   * The window's view from each of its places, as columns: `[N, C, H, W] -> [N, C, kh·kw, oh·ow]`, with `padding` outside
   * the images; both contiguous.
   */
  unfold(x: Strided, window: SlidingWindow, padding: number, out: Strided): void;
  /** Adds columns back to where `unfold` took them from: `[N, C, kh·kw, oh·ow] -> [N, C, H, W]`; both contiguous. */
  fold(columns: Strided, window: SlidingWindow, out: Strided): void;
  /**
   * What stands under each place of a window that touches: the largest element, its position in the flattened plane (the first
   * one's, int32), or the mean. `[N, C, H, W] -> [N, C, oh, ow]`. The margin, less than the window, has no elements, but counts in
   * the mean's. Of zeros that differ in sign any may count as the largest. Both contiguous.
   */
  pool(operation: PoolOperation, x: Strided, window: SlidingWindow, out: Strided): void;
  /** Steps of training in one pass each, where these kernels have them. */
  readonly training?: TrainingKernels;
}
