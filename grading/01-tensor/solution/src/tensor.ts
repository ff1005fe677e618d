import { broadcastLayout } from "./broadcast.ts";
import { type DType, dtypeOf, type ElementArray } from "./dtype.ts";
import { combineElements, mapElements, scalar } from "./elementwise.ts";
import { argmaxOf, maxOf, meanOf, sumOf } from "./fold.ts";
import { elementsOf, isContiguous, type Layout, rowMajor, type Strided } from "./layout.ts";
import { multiplyMatrices } from "./matmul.ts";
import { type NestedNumbers, nest } from "./nested.ts";
import type { BinaryOperation } from "./operations.ts";
import { type ReduceOptions, reduce } from "./reduce.ts";
import { countFromFront, formatShape, type Shape, sizeOf, stridesOf } from "./shape.ts";
import { resolveShape, selectLayout, transposeLayout } from "./views.ts";

/** What stands on the right of an operation: a tensor, or a number that is used with every element. */
export type Operand = Tensor | number;

/**
 * Numbers in any number of dimensions: a flat storage, and a layout that says how to read it.
 *
 * Operations give new tensors and leave their operands as they are. Views (`transpose`, `t`, `select`, `broadcastTo`, and
 * `reshape` where it can) are new tensors too, but over the same storage: they cost nothing, and what is written into the
 * storage shows in all of them. Names and numbers are PyTorch's (https://docs.pytorch.org/docs/stable/tensors.html).
 */
export class Tensor implements Strided {
  /** The elements, in one flat block that views share. */
  readonly storage: ElementArray;
  readonly shape: Shape;
  /** How many places lie between neighbours along each dimension; 0 where one element is read again and again. */
  readonly strides: readonly number[];
  /** The place of the first element. */
  readonly offset: number;

  /** Over a storage that there is; `tensor()` makes one from numbers. */
  constructor({ storage, shape, strides, offset }: Strided) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
  }

  get dtype(): DType {
    return dtypeOf(this.storage);
  }

  /** How many elements there are; 1 without dimensions. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** How many dimensions there are. */
  get ndim(): number {
    return this.shape.length;
  }

  // Reading.

  /**
   * The element at these indices, one for each dimension; below 0 they count from the end.
   *
   *   tensor([[1, 2, 3], [4, 5, 6]]).at(1, -1) → 6
   *
   * @throws RangeError on too few or too many indices (`at: there must be 2 indices, got 1`), and on one out of range
   * (`at: index must be from -3 to 2, got 3`)
   */
  at(...indices: number[]): number {
    // BEGIN SOLUTION
    // TODO: count each index from the front; offset + Σ index · stride
    if (indices.length !== this.ndim) {
      throw new RangeError(`at: there must be ${this.ndim} indices, got ${indices.length}`);
    }
    const steps = indices.map(
      (index, d) => countFromFront("at", "index", index, this.shape[d]) * this.strides[d],
    );
    return this.storage[steps.reduce((place, step) => place + step, this.offset)];
    // END SOLUTION
  }

  /**
   * The only element, whatever the number of dimensions: of [], [1] or [1, 1].
   * @throws RangeError when there are more, or none: `item: there must be one element, got shape [2]`
   */
  item(): number {
    // BEGIN SOLUTION
    // TODO: refuse any other number of elements, and return the first
    if (this.size !== 1) {
      throw new RangeError(`item: there must be one element, got shape ${formatShape(this.shape)}`);
    }
    return this.storage[this.offset];
    // END SOLUTION
  }

  /** The elements as nested arrays, or the number itself without dimensions. Made anew each time. */
  toArray(): NestedNumbers {
    return nest(elementsOf(this), this.shape);
  }

  // Arithmetic, element by element, with broadcasting.

  add(other: Operand): Tensor {
    return this.#combine("add", other);
  }
  sub(other: Operand): Tensor {
    return this.#combine("sub", other);
  }
  mul(other: Operand): Tensor {
    return this.#combine("mul", other);
  }
  div(other: Operand): Tensor {
    return this.#combine("div", other);
  }
  pow(exponent: Operand): Tensor {
    return this.#combine("pow", exponent);
  }
  maximum(other: Operand): Tensor {
    return this.#combine("maximum", other);
  }

  neg(): Tensor {
    return new Tensor(mapElements("neg", this));
  }
  exp(): Tensor {
    return new Tensor(mapElements("exp", this));
  }
  log(): Tensor {
    return new Tensor(mapElements("log", this));
  }
  sqrt(): Tensor {
    return new Tensor(mapElements("sqrt", this));
  }

  // Reductions, along one dimension (below 0 from the last one) or over all.

  /** The sum; 0 of no elements. */
  sum(dim?: number, options?: ReduceOptions): Tensor {
    return new Tensor(reduce(this, { operation: "sum", fold: sumOf }, dim, options));
  }
  /** The mean; NaN of no elements. */
  mean(dim?: number, options?: ReduceOptions): Tensor {
    return new Tensor(reduce(this, { operation: "mean", fold: meanOf }, dim, options));
  }
  /** The largest element; NaN where there is one. (PyTorch's `amax`.) */
  max(dim?: number, options?: ReduceOptions): Tensor {
    return new Tensor(reduce(this, { operation: "max", fold: maxOf }, dim, options));
  }
  /** Where the largest element stands: along a dimension, or in row-major order. As float64, where positions are exact. */
  argmax(dim?: number): Tensor {
    return new Tensor(reduce(this, { operation: "argmax", fold: argmaxOf, dtype: "float64" }, dim));
  }

  /** The matrix product, also of lists and of many matrices at once: see `multiplyMatrices`. */
  matmul(other: Tensor): Tensor {
    return new Tensor(multiplyMatrices(this, other));
  }

  // Views.

  /** Two dimensions swapped. */
  transpose(dim0: number, dim1: number): Tensor {
    return this.#view(transposeLayout(this, dim0, dim1));
  }

  /**
   * A matrix with rows and columns swapped, as a view. What has fewer dimensions is its own transpose.
   * @throws RangeError on more dimensions: `t: there must be at most 2 dimensions, got shape [2, 3, 4]`
   */
  t(): Tensor {
    // BEGIN SOLUTION
    // TODO: refuse more than two dimensions; transpose two
    if (this.ndim > 2) {
      throw new RangeError(`t: there must be at most 2 dimensions, got shape ${formatShape(this.shape)}`);
    }
    return this.ndim === 2 ? this.transpose(0, 1) : this;
    // END SOLUTION
  }

  /** What lies at one index of a dimension: `x.select(0, 1)` is the second row of a matrix. */
  select(dim: number, index: number): Tensor {
    return this.#view(selectLayout(this, dim, index));
  }

  /** Stretched to a larger shape by the rules of broadcasting. */
  broadcastTo(shape: Shape): Tensor {
    return this.#view(broadcastLayout(this, shape));
  }

  /**
   * The elements, in the same row-major order, under another shape; one length may be −1. A view where the elements are
   * contiguous; else there are no strides that could read them so, and they are copied first.
   */
  reshape(shape: Shape): Tensor {
    const resolved = resolveShape(this.shape, shape);
    // BEGIN SOLUTION
    // TODO: give the contiguous elements the new shape and its strides
    const { storage, offset } = this.contiguous();
    return new Tensor({ storage, shape: resolved, strides: stridesOf(resolved), offset });
    // END SOLUTION
  }

  // Copies.

  /** A copy in row-major order, in a storage of its own. */
  clone(): Tensor {
    // BEGIN SOLUTION
    // TODO: put the elements, as they are read, into a new tensor
    return new Tensor(rowMajor(elementsOf(this), this.shape));
    // END SOLUTION
  }

  /** This very tensor where its elements are contiguous; else a copy in row-major order. */
  contiguous(): Tensor {
    // BEGIN SOLUTION
    // TODO: copy only what needs it
    return isContiguous(this) ? this : this.clone();
    // END SOLUTION
  }

  /** With a number as an operand of this tensor's dtype. */
  #combine(operation: BinaryOperation, other: Operand): Tensor {
    return new Tensor(
      combineElements(operation, this, typeof other === "number" ? scalar(other, this.dtype) : other),
    );
  }

  #view(layout: Layout): Tensor {
    return new Tensor({ storage: this.storage, ...layout });
  }
}
