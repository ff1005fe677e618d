import { rules } from "@tinytorch/options";
import { cumprod } from "../composed/cumprod.ts";
import { flip } from "../composed/flip.ts";
import { coordinatesNotZero, maskedSelect } from "../composed/masked-select.ts";
import { norm } from "../composed/norm.ts";
import { dot, outer } from "../composed/outer.ts";
import { prod } from "../composed/prod.ts";
import { repeat, tile } from "../composed/repeat.ts";
import { roll } from "../composed/roll.ts";
import { type RoundOptions, rounded } from "../composed/round.ts";
import { place, placementOf, scatterDim, within } from "../composed/scatter.ts";
import { type Sorted, type SortOptions, sort, sortArguments, type TopkOptions, topk } from "../composed/sort.ts";
import { chunk, split } from "../composed/split.ts";
import { deviation, type VarianceOptions, variance } from "../composed/spread.ts";
import { lowerTriangle, requireMatrices } from "../composed/triangle.ts";
import { activeKernels } from "../kernels/active.ts";
import type { Layout } from "../kernels/contract/layout.ts";
import type {
  BinaryOperation,
  ElementwiseOperation,
  ReduceOperation,
  UnaryOperation,
} from "../kernels/contract/operations.ts";
import { broadcastShapes, productShape } from "./broadcast.ts";
import { type DType, type ElementArray, isFloat, requireDType, requireStorable } from "./dtype.ts";
import { asSource, asTarget, requireHolds } from "./in-place.ts";
import { checkIndexTensor, resolveIndices } from "./index-checks.ts";
import { broadcasted, permuted, selected, sliced, squeezed, transposed, unsqueezed } from "./layout.ts";
import { type NestedNumbers, toNested } from "./nested.ts";
import { alphaOf, type Bounds, boundsOf, factorOf, keepdimOf, type ReduceOptions } from "./operation-options.ts";
import { inspected, jsonValues, printTensor, type TensorJson } from "./print.ts";
import {
  binaryResult,
  clampResult,
  promote,
  promoteNumber,
  requireFloats,
  requireNumbers,
  unaryResult,
} from "./promotion.ts";
import { isRecording, type Operable, type Recording, recording } from "./recording.ts";
import { scalarOperand } from "./scalar-operand.ts";
import { type Holder, holdings } from "./scope.ts";
import {
  flattened,
  formatShape,
  isRowMajor,
  requireSizes,
  resolveDim,
  resolveShape,
  rowMajorStrides,
  type Shape,
  sameShape,
  selectDims,
  sizeOf,
} from "./shape.ts";
import { Storage } from "./storage.ts";
import { type Size, type UnfoldOptions, unfoldWindow } from "./window.ts";

/** What stands on the other side of an operator: a tensor, or a number that is used with every element. */
export type Operand = Tensor | number;

/**
 * An n-dimensional array of numbers: a shape and strides over a flat block of elements.
 *
 * Operations return new tensors; views (`reshape` of a contiguous tensor, `transpose`, `expand`, `slice`, …) look at the
 * same block; methods that end in `_` write in place and bump the block's version. Names follow PyTorch
 * (https://docs.pytorch.org/docs/stable/tensors.html). Tensors are made by `tensor`, `zeros` and the other factories.
 */
export class Tensor implements Holder {
  readonly storage: Storage;
  readonly shape: Shape;
  /** How many elements apart neighbours are along each dimension; 0 where an element is repeated. */
  readonly strides: Shape;
  /** Where the first element stands in the storage. */
  readonly offset: number;
  readonly size: number;
  /** Whether the elements lie in row-major order without gaps. */
  readonly isContiguous: boolean;

  /** For views and factories; `tensor()` is the way to make one from values. */
  constructor(storage: Storage, shape: Shape, strides: Shape = rowMajorStrides(shape), offset = 0) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.size = sizeOf(shape);
    this.isContiguous = isRowMajor(shape, strides);
  }

  /** A new tensor that holds anything until it is written; `zeros` is the way to make one to read from. */
  static allocate(shape: Shape, dtype: DType): Tensor {
    return new Tensor(Storage.allocate(dtype, sizeOf(shape)), shape);
  }

  /** For `scope` and `keep`. */
  [holdings](): Iterable<unknown> {
    return [this.storage];
  }

  get dtype(): DType {
    return this.storage.dtype;
  }

  /** The number of dimensions. */
  get ndim(): number {
    return this.shape.length;
  }

  /** How many times the elements (of this tensor or of any view of the same block) have been written in place. */
  get version(): number {
    return this.storage.version;
  }

  /**
   * The elements in row-major order: a live view, so writing into it changes the tensor (without bumping its version). Take a
   * copy (`slice`) of what is to outlive the scope of the tensor. The array holds the tensor's memory, but views made from it
   * (`subarray`) do not; and its `buffer` may be that of every tensor, so copy before a `postMessage` too.
   * @throws Error on a non-contiguous view, which has no such array: call `contiguous()` first.
   */
  get data(): ElementArray {
    if (!this.isContiguous) {
      throw new Error(
        `data: a tensor must be contiguous, got strides ${formatShape(this.strides)} for shape ` +
          `${formatShape(this.shape)}; call contiguous() first`,
      );
    }
    const { storage } = this;
    return this.size === storage.size ? storage.data : storage.part(this.offset, this.size);
  }

  /** The elements as nested arrays (a number for a scalar). */
  toArray(): NestedNumbers {
    return toNested(this.contiguous().data, this.shape);
  }

  /**
   * What a person reads, as PyTorch prints it, with shape and element type: `tensor([1., 2.], shape=[2], dtype=float32)`. Of a large
   * tensor it shows the edges. Node's console prints this too.
   */
  toString(): string {
    return printTensor("tensor", this);
  }
  [inspected](): string {
    return this.toString();
  }
  /** Element type, shape and all values, for `JSON.stringify`. */
  toJSON(): TensorJson {
    return { dtype: this.dtype, shape: this.shape, values: jsonValues(this.toArray()) };
  }

  /**
   * The one element of a one-element tensor.
   * @throws RangeError when there are more, or none.
   */
  item(): number {
    if (this.size !== 1)
      throw new RangeError(`item: a tensor must have one element, got shape ${formatShape(this.shape)}`);
    return this.storage.at(this.offset);
  }

  // Arithmetic, with broadcasting. Beside a variable the operation is the variable's, and recorded.

  /** `this + alpha · other`. */
  add(other: Operand, options?: { alpha?: number }): Tensor;
  add<T extends Operable<T>>(other: Recording<T, Tensor>, options?: { alpha?: number }): T;
  add<T extends Operable<T>>(other: Operand | Recording<T, Tensor>, options?: { alpha?: number }): Tensor | T {
    if (records(other)) return worldOf(this, other).add(other[recording].self, options);
    const alpha = alphaOf("add", options);
    if (alpha === 1) return this.#binary("add", other);
    if (typeof other === "number") return this.#binary("add", alpha * other);
    requireOperand("add", other);
    const out = this.#resultWith("add", other);
    if (!isFloat(out.dtype)) return this.add(other.mul(alpha));
    activeKernels().elementwise("addScaled", [this, other], out, alpha);
    return out;
  }
  sub(other: Operand): Tensor;
  sub<T extends Operable<T>>(other: Recording<T, Tensor>): T;
  sub<T extends Operable<T>>(other: Operand | Recording<T, Tensor>): Tensor | T {
    return records(other) ? worldOf(this, other).sub(other[recording].self) : this.#binary("sub", other);
  }
  mul(other: Operand): Tensor;
  mul<T extends Operable<T>>(other: Recording<T, Tensor>): T;
  mul<T extends Operable<T>>(other: Operand | Recording<T, Tensor>): Tensor | T {
    return records(other) ? worldOf(this, other).mul(other[recording].self) : this.#binary("mul", other);
  }
  div(other: Operand): Tensor;
  div<T extends Operable<T>>(other: Recording<T, Tensor>): T;
  div<T extends Operable<T>>(other: Operand | Recording<T, Tensor>): Tensor | T {
    return records(other) ? worldOf(this, other).div(other[recording].self) : this.#binary("div", other);
  }
  pow(exponent: Operand): Tensor;
  pow<T extends Operable<T>>(exponent: Recording<T, Tensor>): T;
  pow<T extends Operable<T>>(exponent: Operand | Recording<T, Tensor>): Tensor | T {
    if (records(exponent)) return worldOf(this, exponent).pow(exponent[recording].self);
    return exponent === 2 ? this.square() : this.#binary("pow", exponent);
  }
  maximum(other: Operand): Tensor;
  maximum<T extends Operable<T>>(other: Recording<T, Tensor>): T;
  maximum<T extends Operable<T>>(other: Operand | Recording<T, Tensor>): Tensor | T {
    return records(other) ? worldOf(this, other).maximum(other[recording].self) : this.#binary("maximum", other);
  }
  minimum(other: Operand): Tensor;
  minimum<T extends Operable<T>>(other: Recording<T, Tensor>): T;
  minimum<T extends Operable<T>>(other: Operand | Recording<T, Tensor>): Tensor | T {
    return records(other) ? worldOf(this, other).minimum(other[recording].self) : this.#binary("minimum", other);
  }

  // Comparisons, with broadcasting: truth values, which read as 1 where they hold and 0 elsewhere.

  eq(other: Operand | Recording<unknown, Tensor>): Tensor {
    return this.#binary("eq", plain(other));
  }
  ne(other: Operand | Recording<unknown, Tensor>): Tensor {
    return this.#binary("ne", plain(other));
  }
  lt(other: Operand | Recording<unknown, Tensor>): Tensor {
    return this.#binary("lt", plain(other));
  }
  le(other: Operand | Recording<unknown, Tensor>): Tensor {
    return this.#binary("le", plain(other));
  }
  gt(other: Operand | Recording<unknown, Tensor>): Tensor {
    return this.#binary("gt", plain(other));
  }
  ge(other: Operand | Recording<unknown, Tensor>): Tensor {
    return this.#binary("ge", plain(other));
  }

  /** Whether each element is NaN: truth values. */
  isnan(): Tensor {
    return this.ne(this);
  }
  /** Whether any element is not 0, over one dimension, several or all: a truth value. Of no elements none is. */
  any(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return this.#count("any", this.ne(0), dim, options).gt(0);
  }
  /** Whether no element is 0, as `any` has it. Of no elements all are. */
  all(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return this.#count("all", this.eq(0), dim, options).eq(0);
  }

  // Functions of each element.

  neg(): Tensor {
    return this.#unary("neg");
  }
  exp(): Tensor {
    return this.#unary("exp");
  }
  /** `eˣ − 1`, exact for small x. */
  expm1(): Tensor {
    return this.#unary("expm1");
  }
  log(): Tensor {
    return this.#unary("log");
  }
  /** `log(1 + x)`, exact for small x. */
  log1p(): Tensor {
    return this.#unary("log1p");
  }
  sqrt(): Tensor {
    return this.#unary("sqrt");
  }
  abs(): Tensor {
    return this.#unary("abs");
  }
  /** −1, 0 or 1; `sign(0)` is 0, and NaN stays NaN. */
  sign(): Tensor {
    return this.#unary("sign");
  }
  /** The next whole number below, or the element itself. */
  floor(): Tensor {
    return this.#unary("floor");
  }
  /** The next whole number above, or the element itself. */
  ceil(): Tensor {
    return this.#unary("ceil");
  }
  /** The nearest whole number, and of two the even one; or the nearest with so many decimals. */
  round(options?: RoundOptions): Tensor {
    return rounded<Tensor>(this, (x) => x.#unary("round"), options);
  }
  /** Without what stands after the point. */
  trunc(): Tensor {
    return this.#unary("trunc");
  }
  /** What stands after the point, with the sign of the element. */
  frac(): Tensor {
    requireFloats("frac", this.dtype);
    return this.sub(this.trunc());
  }
  sin(): Tensor {
    return this.#unary("sin");
  }
  cos(): Tensor {
    return this.#unary("cos");
  }
  tanh(): Tensor {
    return this.#unary("tanh");
  }
  /** `max(x, 0)`; NaN stays NaN. */
  relu(): Tensor {
    return this.#unary("relu");
  }
  /** `1 / (1 + e⁻ˣ)`, without overflow. */
  sigmoid(): Tensor {
    return this.#unary("sigmoid");
  }
  /** The error function, `2/√π ∫₀ˣ e^{−t²} dt`. */
  erf(): Tensor {
    return this.#unary("erf");
  }
  square(): Tensor {
    return this.#unary("square");
  }
  reciprocal(): Tensor {
    return this.#unary("reciprocal");
  }
  /** Every element bounded to [min, max]; a bound left out does not bind. @throws RangeError on a bound that is NaN */
  clamp(bounds: Bounds): Tensor {
    const { min, max } = boundsOf("clamp", bounds);
    const out = Tensor.allocate(this.shape, clampResult(this.dtype, min, max));
    return this.#clampInto(out, min, max);
  }

  // Reductions: over one dimension, several, or all.

  /** Truth values are counted; a sum of whole numbers wraps round at 32 bits, as their products and differences do. */
  sum(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return this.#reduce("sum", "sum", dim, options);
  }
  /** @throws TypeError on elements that are not floats, whose mean would not be one of them. */
  mean(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    requireFloats("mean", this.dtype);
    const out = this.#reduce("mean", "sum", dim, options);
    return out.div_(this.size / out.size);
  }
  /** The largest value; NaN wins. @throws RangeError over no elements. */
  max(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return this.#reduce("max", "max", dim, options);
  }
  /** The smallest value; NaN wins. @throws RangeError over no elements. */
  min(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return this.#reduce("min", "min", dim, options);
  }
  /** The position of the first largest element along `dim`, or in row-major order, as int32; NaN wins. */
  argmax(dim?: number, options?: ReduceOptions): Tensor {
    return this.#positionOfLargest("argmax", dim, options);
  }
  /** The position of the first smallest element, as `argmax` has it of the largest; NaN wins. */
  argmin(dim?: number, options?: ReduceOptions): Tensor {
    // The negative of the smallest whole number is not one.
    const opposite = isFloat(this.dtype) ? this.neg() : this.to("float64").neg();
    return opposite.#positionOfLargest("argmin", dim, options);
  }
  /** The product of the elements, 1 of none; truth values are multiplied as whole numbers, which wrap round at 32 bits. */
  prod(dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return prod<Tensor>(this, dim, options);
  }
  /** The spread around the mean, `Σ (x − x̄)² / (n − correction)`; correction is 1 unless given. @throws as `variance` does */
  var(dim?: number | readonly number[], options: VarianceOptions = {}): Tensor {
    return variance<Tensor>("var", this, dim, options);
  }
  /** The square root of `var`. */
  std(dim?: number | readonly number[], options: VarianceOptions = {}): Tensor {
    return deviation<Tensor>(this, () => this, dim, options);
  }
  /**
   * The p-norm, `(Σ |x|ᵖ)^(1/p)`: 2 unless given; of ±Infinity the largest or the smallest |x|, of 0 how many elements are not 0. Nothing on
   * the way is too large or too small. @throws TypeError on elements that are not floats
   */
  norm(p = 2, dim?: number | readonly number[], options?: ReduceOptions): Tensor {
    return norm<Tensor>(this, () => this, p, dim, options);
  }

  // Running along a dimension, from the first element up to each one.

  /** Truth values are counted. */
  cumsum(dim: number): Tensor {
    const d = resolveDim("cumsum", dim, this.ndim);
    const numbers = this.dtype === "bool" ? this.to("int32") : this;
    const out = Tensor.allocate(this.shape, numbers.dtype);
    activeKernels().cumsum(numbers.contiguous(), d, out);
    return out;
  }
  cumprod(dim: number): Tensor {
    return this.#apart(cumprod<Tensor>(this, dim, Tensor.#mask));
  }

  /**
   * The matrix product: `[…, m, k] @ […, k, n]`, with the leading dimensions broadcast. A 1-d operand is a row on the
   * left or a column on the right, and its dimension leaves the result. Whole numbers wrap round at 32 bits.
   * @throws RangeError when the inner sizes differ or an operand is a scalar.
   */
  matmul(other: Tensor): Tensor;
  matmul<T extends Operable<T>>(other: Recording<T, Tensor>): T;
  matmul<T extends Operable<T>>(other: Tensor | Recording<T, Tensor>): Tensor | T {
    if (records(other)) return worldOf(this, other).matmul(other[recording].self);
    requireTensor("matmul", "the operand", other);
    if (!isFloat(this.dtype) && !isFloat(other.dtype)) {
      requireNumbers("matmul", this.dtype);
      requireNumbers("matmul", other.dtype);
    }
    const { batch, m, n } = productShape(this.shape, other.shape);
    const dtype = promote(this.dtype, this.ndim, other.dtype, other.ndim);
    const a = isFloat(this.dtype) ? this : this.to(dtype);
    const b = isFloat(other.dtype) ? other : other.to(dtype);
    const out = Tensor.allocate([...batch, m, n], dtype);
    activeKernels().matmul(a.ndim === 1 ? a.unsqueeze(0) : a, b.ndim === 1 ? b.unsqueeze(1) : b, out);
    if (this.ndim > 1 && other.ndim > 1) return out;
    return out.reshape([...batch, ...(this.ndim > 1 ? [m] : []), ...(other.ndim > 1 ? [n] : [])]);
  }

  /** The products of each element of a vector with each of another: `[n]`, `[m]` to `[n, m]`. */
  outer(other: Tensor): Tensor;
  outer<T extends Operable<T>>(other: Recording<T, Tensor>): T;
  outer<T extends Operable<T>>(other: Tensor | Recording<T, Tensor>): Tensor | T {
    if (records(other)) return worldOf(this, other).outer(other[recording].self);
    requireTensor("outer", "the operand", other);
    return outer<Tensor>(this, other);
  }
  /** The sum of the products of two vectors' elements. @throws RangeError unless they are of one size */
  dot(other: Tensor): Tensor;
  dot<T extends Operable<T>>(other: Recording<T, Tensor>): T;
  dot<T extends Operable<T>>(other: Tensor | Recording<T, Tensor>): Tensor | T {
    if (records(other)) return worldOf(this, other).dot(other[recording].self);
    requireTensor("dot", "the operand", other);
    return dot<Tensor>(this, other);
  }

  // In another order.

  /** The positions of the elements along a dimension, by their values, as int32; equal ones keep their order, and a NaN counts as the largest. */
  argsort(dim = -1, options?: SortOptions): Tensor {
    const [d, descending] = sortArguments("argsort", dim, this.ndim, options);
    const rows = (this.ndim === 0 ? this.reshape([1]) : this).transpose(d, -1);
    const out = Tensor.allocate(rows.shape, "int32");
    activeKernels().argsort(rows, descending, out);
    return out.transpose(d, -1).contiguous().reshape(this.shape);
  }
  /** The elements in order along a dimension, and where they stood; as `argsort`. */
  sort(dim = -1, options?: SortOptions): Sorted<Tensor, Tensor> {
    return sort<Tensor, Tensor>(this, dim, options);
  }
  /** The `k` largest elements along a dimension, or smallest, in order, and where they stood. @throws RangeError when there are fewer */
  topk(k: number, dim = -1, options?: TopkOptions): Sorted<Tensor, Tensor> {
    return topk<Tensor, Tensor>(this, k, dim, options);
  }
  /** The elements in reverse order along the given dimensions: a copy. */
  flip(dims: number | readonly number[]): Tensor {
    return flip<Tensor>(this, dims);
  }
  /** Every element so many places further along dimensions (or in row-major order), and from the end back to the start: a copy. */
  roll(shifts: number | readonly number[], dims?: number | readonly number[]): Tensor {
    return roll<Tensor>(this, shifts, dims);
  }
  /** All of it again and again, so many times along each dimension; more times than dimensions make new ones in front. */
  repeat(times: Shape): Tensor {
    return this.#apart(repeat<Tensor>(this, times));
  }
  /** As `repeat`, where the first dimensions may be left out and stay as they are. */
  tile(times: Shape): Tensor {
    return this.#apart(tile<Tensor>(this, times));
  }

  // Views: the same elements under another shape.

  /** The same elements in another shape, one size of which may be −1: a view when contiguous, a copy when not. */
  reshape(shape: Shape): Tensor {
    const resolved = resolveShape("reshape", shape, this.shape);
    const rows = this.contiguous();
    return new Tensor(rows.storage, resolved, rowMajorStrides(resolved), rows.offset);
  }
  /** All dimensions from `start` to `end` (inclusive) made one. */
  flatten(start = 0, end = -1): Tensor {
    return this.reshape(flattened(this.shape, start, end));
  }
  /** The dimensions in another order. */
  permute(dims: readonly number[]): Tensor {
    return this.#view(permuted(this, dims));
  }
  /** Two dimensions swapped. */
  transpose(dim0: number, dim1: number): Tensor {
    return this.#view(transposed(this, dim0, dim1));
  }
  /** The transpose of a matrix (a vector or a scalar is returned as it is). */
  t(): Tensor {
    if (this.ndim > 2)
      throw new RangeError(`t: a tensor must have at most 2 dimensions, got ${formatShape(this.shape)}`);
    return this.ndim === 2 ? this.transpose(0, 1) : this;
  }
  /** The elements repeated, without a copy, to fill a larger shape. @throws RangeError when they do not broadcast to it. */
  broadcastTo(shape: Shape): Tensor {
    return this.#view(broadcasted(this, shape));
  }
  /** `broadcastTo`, where −1 keeps a size. */
  expand(shape: Shape): Tensor {
    requireSizes("expand", shape);
    const missing = shape.length - this.ndim;
    return this.broadcastTo(
      shape.map((length, d) => (length === -1 && d >= missing ? this.shape[d - missing] : length)),
    );
  }
  /** A new dimension of size 1 before position `dim`. */
  unsqueeze(dim: number): Tensor {
    return this.#view(unsqueezed(this, dim));
  }
  /** Without the dimensions of size 1, or without that one when it has size 1. */
  squeeze(dim?: number): Tensor {
    return this.#view(squeezed(this, dim));
  }
  /** Position `index` of a dimension, which leaves the shape; a negative index counts from the end. */
  select(dim: number, index: number): Tensor {
    return this.#view(selected(this, dim, index));
  }
  /**
   * Positions `start`, `start + step`, … before `end` of a dimension. Negative positions count from the end, and both
   * bounds are cut to the dimension, as in Python.
   * @throws RangeError when the step is not a whole number ≥ 1.
   */
  slice(dim: number, start = 0, end?: number, step = 1): Tensor {
    return this.#view(sliced(this, dim, start, end, step));
  }

  /** Parts of so many positions along a dimension, of which the last may be shorter, or of the sizes given. */
  split(sizes: number | readonly number[], dim = 0): Tensor[] {
    return split<Tensor>(this, sizes, dim);
  }
  /** So many parts of one size along a dimension, of which the last may be shorter; fewer where there are not enough positions. */
  chunk(chunks: number, dim = 0): Tensor[] {
    return chunk<Tensor>(this, chunks, dim);
  }

  // Elements by place.

  /** One value wherever the mask, which broadcasts, is not 0: a copy. */
  maskedFill(mask: Tensor, value: number): Tensor {
    requireTensor("maskedFill", "the mask", mask);
    requireStorable("maskedFill", value, this.dtype);
    const out = Tensor.allocate(this.shape, this.dtype);
    const inputs = [mask.broadcastTo(this.shape), scalarOperand(value, this.dtype), this];
    activeKernels().elementwise("where", inputs, out);
    return out;
  }
  /** The elements where the mask is not 0, both broadcast, in row-major order: a vector. */
  maskedSelect(mask: Tensor): Tensor {
    requireTensor("maskedSelect", "the mask", mask);
    return maskedSelect<Tensor, Tensor>(this, mask);
  }
  /** The coordinates of the elements that are not 0, as int32 `[count, ndim]`. */
  nonzero(): Tensor {
    const coordinates = coordinatesNotZero(this.contiguous().data, this.shape);
    const count = this.ndim === 0 ? Number(this.item() !== 0) : coordinates.length / this.ndim;
    const out = Tensor.allocate([count, this.ndim], "int32");
    out.data.set(coordinates);
    return out;
  }
  /** The lower triangle of each matrix, up to `diagonal` places above the main diagonal, and 0 elsewhere. */
  tril(diagonal = 0): Tensor {
    requireMatrices("tril", this.shape, diagonal);
    const matrix = this.shape.slice(-2);
    return this.maskedFill(Tensor.#mask(lowerTriangle(matrix, diagonal), matrix).eq(0), 0);
  }
  /** The upper triangle of each matrix, from `diagonal` places above the main diagonal, and 0 elsewhere. */
  triu(diagonal = 0): Tensor {
    requireMatrices("triu", this.shape, diagonal);
    const matrix = this.shape.slice(-2);
    return this.maskedFill(Tensor.#mask(lowerTriangle(matrix, diagonal - 1), matrix), 0);
  }

  // Elements by index.

  /** The slices at `indices` along a dimension, in that order: a copy. @throws RangeError on an index that is not there. */
  indexSelect(dim: number, indices: ArrayLike<number>): Tensor {
    const d = resolveDim("indexSelect", dim, this.ndim);
    const resolved = resolveIndices("indexSelect", this.shape, d, indices);
    const shape = [...this.shape];
    shape[d] = resolved.length;
    const out = Tensor.allocate(shape, this.dtype);
    activeKernels().indexSelect(this.contiguous(), d, resolved, out);
    return out;
  }
  /** Adds slice i of `source` to slice `indices[i]` of this tensor, in place. */
  indexAdd_(dim: number, indices: ArrayLike<number>, source: Tensor): this {
    const d = resolveDim("indexAdd_", dim, this.ndim);
    requireTensor("indexAdd_", "the source", source);
    const resolved = resolveIndices("indexAdd_", this.shape, d, indices);
    const shape = [...this.shape];
    shape[d] = resolved.length;
    if (!sameShape(source.shape, shape) || !this.isContiguous) {
      throw new RangeError(
        `indexAdd_: the source must be ${formatShape(shape)} and this tensor contiguous, got ${formatShape(source.shape)}`,
      );
    }
    requireHolds("indexAdd_", this.dtype, promote(this.dtype, this.ndim, source.dtype, source.ndim));
    activeKernels().indexAdd(this, d, resolved, source.contiguous());
    return this.#written();
  }
  /** `out[i][j] = this[i][index[i][j]]` for dim 1, and so for each: one element for every element of `index`. */
  gather(dim: number, index: Tensor): Tensor {
    requireTensor("gather", "the index", index);
    const d = checkIndexTensor("gather", this, dim, index);
    const out = Tensor.allocate(index.shape, this.dtype);
    activeKernels().gather(this, d, index, out);
    return out;
  }
  /**
   * A copy in which `out[i][index[i][j]] = source[i][j]` for dim 1, and so for each, or one number stands there. Of several for one place the
   * last one stays. The source has this tensor's element type, and an element for every index.
   */
  scatter(dim: number, index: Tensor, source: Tensor | number): Tensor {
    requireTensor("scatter", "the index", index);
    if (typeof source !== "number") requireTensor("scatter", "a source that is no number", source);
    const d = scatterDim("scatter", this, dim, index, typeof source === "number" ? null : source);
    const placement = placementOf(this.shape, d, index);
    if (typeof source === "number") return this.maskedFill(Tensor.#mask(placement.isHit, this.shape), source);
    const out = this.clone();
    place(out.data, within(source, index.shape).contiguous().data, placement);
    return out;
  }
  /** A copy with `out[i][index[i][j]] += source[i][j]` for dim 1, and so for each; the source as for `scatter`. */
  scatterAdd(dim: number, index: Tensor, source: Tensor): Tensor {
    requireTensor("scatterAdd", "the index", index);
    requireTensor("scatterAdd", "the source", source);
    const d = scatterDim("scatterAdd", this, dim, index, source);
    return this.clone().scatterAdd_(d, index, within(source, index.shape));
  }
  /** `this[i][index[i][j]] += source[i][j]` for dim 1, and so for each, in place: what undoes `gather`. */
  scatterAdd_(dim: number, index: Tensor, source: Tensor): this {
    requireTensor("scatterAdd_", "the index", index);
    requireTensor("scatterAdd_", "the source", source);
    const d = checkIndexTensor("scatterAdd_", this, dim, index);
    if (!sameShape(index.shape, source.shape)) {
      throw new RangeError(
        `scatterAdd_: index and source must have one shape, got ${formatShape(index.shape)} and ${formatShape(source.shape)}`,
      );
    }
    requireHolds("scatterAdd_", this.dtype, promote(this.dtype, this.ndim, source.dtype, source.ndim));
    activeKernels().scatterAdd(this, d, index, source.contiguous());
    return this.#written();
  }

  /**
   * What a window of that size sees from each of its places on images, as columns (im2col): `[N, C, H, W] -> [N, C, kh·kw, oh·ow]`.
   * A convolution is a product with them, and pooling a reduction of them.
   * @throws RangeError when the window does not fit, or an option is out of range
   */
  unfold2d(size: Size, options: UnfoldOptions = {}): Tensor {
    const { fill, ...window } = unfoldWindow(this, size, options);
    requireStorable("unfold2d", fill, this.dtype);
    const { kernel, output } = window;
    const shape = [this.shape[0], this.shape[1], kernel[0] * kernel[1], output[0] * output[1]];
    const out = Tensor.allocate(shape, this.dtype);
    activeKernels().unfold(this.contiguous(), window, fill, out);
    return out;
  }

  // Copies.

  /** A copy with its own block, in row-major order. */
  clone(): Tensor {
    return this.#unary("copy");
  }
  /** This tensor when it is contiguous, a copy in row-major order when not. */
  contiguous(): Tensor {
    return this.isContiguous ? this : this.clone();
  }
  /**
   * This tensor when it has that element type, a converted copy when not. As in PyTorch a fraction is cut off for int32, and
   * anything but 0 is true.
   * @throws RangeError when a number does not fit in 32 bits, or is NaN
   */
  to(dtype: DType): Tensor {
    if (dtype === this.dtype) return this;
    requireDType("to", dtype);
    if (dtype === "bool") return this.ne(0);
    if (dtype === "int32") this.#requireWhole();
    const out = Tensor.allocate(this.shape, dtype);
    activeKernels().elementwise("copy", [this], out);
    return out;
  }

  // In place. The other operand broadcasts to this tensor, never this tensor to it.

  /** `this ← this + alpha · other`. */
  add_(other: Operand, options?: { alpha?: number }): this {
    const alpha = alphaOf("add_", options);
    if (alpha === 1) return this.#binaryInPlace("add", other);
    if (typeof other === "number") return this.#binaryInPlace("add", alpha * other);
    requireOperand("add_", other);
    if (!isFloat(this.dtype)) return this.add_(other.mul(alpha));
    return this.#mixInPlace("add_", "addScaled", alpha, other);
  }
  sub_(other: Operand): this {
    return this.#binaryInPlace("sub", other);
  }
  mul_(other: Operand): this {
    return this.#binaryInPlace("mul", other);
  }
  div_(other: Operand): this {
    return this.#binaryInPlace("div", other);
  }
  maximum_(other: Operand): this {
    return this.#binaryInPlace("maximum", other);
  }
  sqrt_(): this {
    return this.#mixInPlace("sqrt_", "sqrt", 0);
  }
  neg_(): this {
    requireHolds("neg_", this.dtype, unaryResult("neg", this.dtype));
    activeKernels().elementwise("neg", [this], asTarget("neg_", this));
    return this.#written();
  }
  clamp_(bounds: Bounds): this {
    const { min, max } = boundsOf("clamp_", bounds);
    requireHolds("clamp_", this.dtype, clampResult(this.dtype, min, max));
    this.#clampInto(asTarget("clamp_", this), min, max);
    return this.#written();
  }
  /** The elements of another tensor, converted to this one's type as by `to`. */
  copy_(source: Tensor): this {
    requireTensor("copy_", "the source", source);
    const values = isFloat(this.dtype) ? source : source.to(this.dtype);
    activeKernels().elementwise("copy", [asSource("copy_", this, values)], asTarget("copy_", this));
    return this.#written();
  }
  fill_(value: number): this {
    requireStorable("fill_", value, this.dtype);
    activeKernels().fill(asTarget("fill_", this), value);
    return this.#written();
  }
  zero_(): this {
    return this.fill_(0);
  }
  /** `this ← this + weight · (end − this)`. */
  lerp_(end: Tensor, weight: number): this {
    if (typeof weight !== "number") rules.requireEach("lerp_", rules.anyNumber, { weight });
    return this.#mixInPlace("lerp_", "lerp", weight, end);
  }
  /** `this ← this + value · a · b`. */
  addcmul_(a: Tensor, b: Tensor, options?: { value?: number }): this {
    return this.#mixInPlace("addcmul_", "addcmul", factorOf("addcmul_", options), a, b);
  }
  /** `this ← this + value · a / b`. */
  addcdiv_(a: Tensor, b: Tensor, options?: { value?: number }): this {
    return this.#mixInPlace("addcdiv_", "addcdiv", factorOf("addcdiv_", options), a, b);
  }

  /** A result that shares no elements with this tensor. */
  #apart(result: Tensor): Tensor {
    return result.storage === this.storage ? result.clone() : result;
  }

  /** A tensor of truth values. */
  static #mask(truths: Uint8Array, shape: Shape): Tensor {
    const mask = Tensor.allocate(shape, "bool");
    mask.data.set(truths);
    return mask;
  }

  #positionOfLargest(operation: string, dim: number | undefined, options: ReduceOptions | undefined): Tensor {
    const keepdim = keepdimOf(operation, options);
    if (dim === undefined) {
      const position = this.reshape([-1]).#positionOfLargest(operation, 0, undefined);
      return keepdim ? position.reshape(this.shape.map(() => 1)) : position;
    }
    const d = resolveDim(operation, dim, this.ndim);
    if (this.shape[d] === 0)
      throw new RangeError(`${operation}: there must be elements to compare, got ${formatShape(this.shape)}`);
    const dims = this.shape.map((_, i) => i).filter((i) => i !== d);
    const out = Tensor.allocate(
      dims.map((i) => this.shape[i]),
      "int32",
    );
    activeKernels().argmax(this.permute([...dims, d]), out);
    return keepdim ? out.unsqueeze(d) : out;
  }

  #unary(operation: UnaryOperation): Tensor {
    const out = Tensor.allocate(this.shape, unaryResult(operation, this.dtype));
    activeKernels().elementwise(operation, [this], out);
    return out;
  }

  #binary(operation: BinaryOperation, other: Operand): Tensor {
    if (typeof other === "number") {
      const together = promoteNumber(this.dtype, other);
      const out = Tensor.allocate(this.shape, binaryResult(operation, together));
      activeKernels().elementwise(operation, [this, scalarOperand(other, together)], out);
      return out;
    }
    requireOperand(operation, other);
    const out = this.#resultWith(operation, other);
    activeKernels().elementwise(operation, [this, other], out);
    return out;
  }

  #resultWith(operation: string, other: Tensor): Tensor {
    const shape = broadcastShapes(operation, this.shape, other.shape);
    const together = promote(this.dtype, this.ndim, other.dtype, other.ndim);
    return Tensor.allocate(shape, binaryResult(operation, together));
  }

  #binaryInPlace(operation: BinaryOperation, other: Operand): this {
    const name = `${operation}_`;
    requireOperand(name, other);
    const together =
      typeof other === "number"
        ? promoteNumber(this.dtype, other)
        : promote(this.dtype, this.ndim, other.dtype, other.ndim);
    requireHolds(name, this.dtype, binaryResult(operation, together));
    const operand = typeof other === "number" ? scalarOperand(other, together) : asSource(name, this, other);
    activeKernels().elementwise(operation, [this, operand], asTarget(name, this));
    return this.#written();
  }

  /** Writes an operation of this tensor with others over it. */
  #mixInPlace(name: string, operation: ElementwiseOperation, scalar: number, ...others: Tensor[]): this {
    requireFloats(name, this.dtype);
    const sources = others.map((other) => {
      requireTensor(name, "the operand", other);
      return asSource(name, this, other);
    });
    activeKernels().elementwise(operation, [this, ...sources], asTarget(name, this), scalar);
    return this.#written();
  }

  #clampInto(out: Tensor, min: number, max: number): Tensor {
    // Whole numbers may have infinite bounds.
    const dtype = isFloat(out.dtype) ? out.dtype : "float64";
    const bounds = [scalarOperand(min, dtype), scalarOperand(max, dtype, 1)];
    activeKernels().elementwise("clamp", [this, ...bounds], out);
    return out;
  }

  #requireWhole(): void {
    if (this.dtype === "bool") return;
    for (const value of this.contiguous().data) {
      if (Math.trunc(value) !== (value | 0))
        throw new RangeError(`to: a number must fit in 32 bits to become int32, got ${value}`);
    }
  }

  #reduce(
    operation: string,
    kernel: ReduceOperation,
    dim: number | readonly number[] | undefined,
    options?: ReduceOptions,
  ): Tensor {
    const keepdim = keepdimOf(operation, options);
    const reduced = selectDims(operation, dim, this.ndim);
    const out = Tensor.allocate(
      this.shape.map((length, d) => (reduced[d] ? 1 : length)),
      kernel === "sum" && !isFloat(this.dtype) ? "int32" : this.dtype,
    );
    if (kernel !== "sum" && this.size === 0 && out.size > 0) {
      throw new RangeError(`${operation}: there must be elements to compare, got ${formatShape(this.shape)}`);
    }
    activeKernels().reduce(kernel, this, out);
    return keepdim
      ? out
      : new Tensor(
          out.storage,
          out.shape.filter((_, d) => !reduced[d]),
        );
  }

  /** How many truth values hold. In float64, where a count is exact. */
  #count(
    operation: string,
    which: Tensor,
    dim: number | readonly number[] | undefined,
    options?: ReduceOptions,
  ): Tensor {
    return which.to("float64").#reduce(operation, "sum", dim, options);
  }

  #view({ shape, strides, offset }: Layout): Tensor {
    return new Tensor(this.storage, shape, strides, offset);
  }

  #written(): this {
    this.storage.written();
    return this;
  }
}

/** @throws TypeError on anything but a tensor */
export function requireTensor(operation: string, what: string, value: Tensor): void {
  if (!(value instanceof Tensor)) throw notTensor(operation, what, value);
}

/** What is said of a value that should be a tensor. */
export function notTensor(operation: string, what: string, value: unknown): TypeError {
  return new TypeError(`${operation}: ${what} must be a Tensor, got ${rules.shown(value)}${helpFor(value)}`);
}

/** Whether an operand is more than a tensor. */
export function records<T>(other: Operand | Recording<T, Tensor>): other is Recording<T, Tensor> {
  return !(other instanceof Tensor) && isRecording<T, Tensor>(other);
}

/** A tensor as a constant beside an operand that records. */
function worldOf<T>(x: Tensor, other: Recording<T, Tensor>): T {
  return other[recording].of(x);
}

/** The values of an operand. */
function plain(other: Operand | Recording<unknown, Tensor>): Operand {
  return records(other) ? other[recording].plain : other;
}

/** @throws TypeError on anything but a tensor or a number */
function requireOperand(operation: string, value: Operand): void {
  if (value instanceof Tensor || typeof value === "number") return;
  throw new TypeError(
    `${operation}: the operand must be a Tensor or a number, got ${rules.shown(value)}${helpFor(value)}`,
  );
}

/** What to do with what is nearly a tensor: numbers, or a variable, which records and so must come first. */
function helpFor(value: unknown): string {
  if (Array.isArray(value)) return "; make one with tensor()";
  return isRecording(value) ? "; begin with the variable to record, or take its data" : "";
}
