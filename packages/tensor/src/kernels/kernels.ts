import type { DType, ElementArray } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import type { binaryRows, mixedRows, unaryRows } from "./js/element-rows.ts";
import type { Heap } from "./wasm/heap.ts";

/** Elements of a flat block seen through a shape and strides. A tensor is one. */
export interface Strided {
  readonly storage: {
    readonly data: ElementArray;
    readonly dtype: DType;
    /** Where the data start in the memory of WebAssembly kernels; 0 when they are elsewhere. */
    readonly address: number;
  };
  readonly shape: Shape;
  readonly strides: Shape;
  readonly offset: number;
  readonly size: number;
  readonly isContiguous: boolean;
}

/** Operations on one element. */
export type UnaryOperation = keyof typeof unaryRows;

/** Operations on two elements; the comparisons give 1 or 0. */
export type BinaryOperation = keyof typeof binaryRows;

/**
 * Operations on elements. With a number s there are also `addScaled` and `lerp`, `a + s·b` and `a + s·(b − a)`; `addcmul` and
 * `addcdiv`, `a + s·b·c` and `a + s·b/c`; and of three elements `where`, `a ≠ 0 ? b : c`, and `clamp`, a within b and c.
 */
export type ElementwiseOperation = UnaryOperation | BinaryOperation | keyof typeof mixedRows;

/** Operations that fold many elements into one. */
export type ReduceOperation = "sum" | "max" | "min";

/** Operations on what a window sees. */
export type PoolOperation = "max" | "argmax" | "mean";

/** A window that slides over images: sizes, steps and margins along height and width. */
export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  /** How far apart the window's elements are; 1 when they touch. */
  readonly dilation: Pair;
  /** How many places the window takes. */
  readonly output: Pair;
}

/** What a step of stochastic gradient descent goes by. */
export interface SgdStep {
  readonly learningRate: number;
  readonly momentum: number;
  readonly dampening: number;
  readonly weightDecay: number;
  readonly nesterov: boolean;
  readonly maximize: boolean;
}

/** What a step of Adam and its kind goes by. */
export interface AdamStep {
  readonly beta1: number;
  readonly beta2: number;
  /** λ, the decay that joins the gradient. */
  readonly weightDecay: number;
  /** What the parameter is multiplied by first: 1, or less when the decay stays out of the gradient. */
  readonly shrink: number;
  readonly maximize: boolean;
  /** What the running mean is multiplied by on its way into the parameter. */
  readonly meanRate: number;
  /** What the gradient itself is multiplied by; 0 for Adam. */
  readonly gradientRate: number;
  /** What the root of the running mean of squares is multiplied by in the denominator. */
  readonly scale: number;
  /** What is added to it. */
  readonly eps: number;
}

/** Something along height, then along width. */
export type Pair = readonly [number, number];

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
  /** Folds the dimensions of `x` that have size 1 in `out`; both have the same number of dimensions, `out` is contiguous. */
  reduce(operation: ReduceOperation, x: Strided, out: Strided): void;
  /** The position of the first largest element along the last dimension of `x`; `out` is contiguous, without it. */
  argmax(x: Strided, out: Strided): void;
  /** `eˣ / Σ eˣ` along the last dimension, or its logarithm. Both contiguous, floats of one type. */
  softmax(x: Strided, logarithm: boolean, out: Strided): void;
  /** `[…, m, k] @ […, k, n] -> […, m, n]` of floats; `out` is contiguous. */
  matmul(a: Strided, b: Strided, out: Strided): void;
  /**
   * Correlates images `[N, C, H, W]` with kernels `[O, C/groups, kh, kw]` under a window of their size, with zeros outside the
   * images: `[N, O, oh, ow]`. All contiguous, floats of one type.
   */
  conv2d(x: Strided, weight: Strided, window: Window, groups: number, out: Strided): void;
  /** `out[…, i, …] = x[…, indices[i], …]` along `dim`; both contiguous. */
  indexSelect(x: Strided, dim: number, indices: ArrayLike<number>, out: Strided): void;
  /** `out[…, indices[i], …] += x[…, i, …]` along `dim`; both contiguous. */
  indexAdd(out: Strided, dim: number, indices: ArrayLike<number>, x: Strided): void;
  /** `out[i, j, …] = x[i, index[i, j, …], …]` with the index standing at `dim`; `out` and `index` have one shape. */
  gather(x: Strided, dim: number, index: Strided, out: Strided): void;
  /** `out[i, index[i, j, …], …] += x[i, j, …]` with the index standing at `dim`; `x` and `index` have one shape. */
  scatterAdd(out: Strided, dim: number, index: Strided, x: Strided): void;
  /** Running sums along `dim`; both contiguous and of one shape. */
  cumsum(x: Strided, dim: number, out: Strided): void;
  /**
   * The window's view from each of its places, as columns: `[N, C, H, W] -> [N, C, kh·kw, oh·ow]`, with `padding` outside
   * the images; both contiguous.
   */
  unfold(x: Strided, window: Window, padding: number, out: Strided): void;
  /** Adds columns back to where `unfold` took them from: `[N, C, kh·kw, oh·ow] -> [N, C, H, W]`; both contiguous. */
  fold(columns: Strided, window: Window, out: Strided): void;
  /**
   * What stands under each place of a window that touches: the largest element, its position in the flattened plane (the first
   * one's, int32), or the mean. `[N, C, H, W] -> [N, C, oh, ow]`. The margin, less than the window, has no elements, but counts in
   * the mean's. Of zeros that differ in sign any may count as the largest. Both contiguous.
   */
  pool(operation: PoolOperation, x: Strided, window: Window, out: Strided): void;
  /**
   * A step of stochastic gradient descent, in place: g ← ±g + λθ; b ← μb + (1−d)g; θ ← θ − αb, or θ − α(g + μb) with
   * Nesterov, or θ − αg without a velocity. All contiguous, of one size and type.
   */
  sgd(parameter: Strided, gradient: Strided, velocity: Strided | null, step: SgdStep): void;
  /**
   * A step of Adam and its kind, in place: θ ← shrink · θ; g ← ±g + λθ; m ← m + (1−β₁)(g − m); v ← β₂v + (1−β₂)g²;
   * θ ← θ − (meanRate · m + gradientRate · g) / (scale · √v + ε). With `largest` its maximum with v takes the place of v
   * there. 1 − β is formed in float64. All contiguous, of one size and type.
   */
  adam(
    parameter: Strided,
    gradient: Strided,
    mean: Strided,
    meanSquare: Strided,
    largest: Strided | null,
    step: AdamStep,
  ): void;
  /**
   * The cross-entropy of each row of logits `[n, c]` with its class (int32, `[n]`), a share `smoothing` of which is spread
   * over all classes, into `losses` `[n]`; and its gradient, softmax less target, into `gradient` `[n, c]`. All contiguous,
   * floats of one type.
   */
  crossEntropy(logits: Strided, classes: Strided, smoothing: number, losses: Strided, gradient: Strided): void;
  /** Writes `a − b` and returns the sum of its squares. All contiguous, of one size and type. */
  squaredError(a: Strided, b: Strided, difference: Strided): number;
}
