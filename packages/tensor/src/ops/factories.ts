import { rules } from "@tinytorch/options";
import {
  type DType,
  dtypeOf,
  dtypeOption,
  dtypeRule,
  type ElementArray,
  isFloat,
  requireStorable,
  type TensorOptions,
} from "../core/dtype.ts";
import { fillFromNested, holdsTruthValues, isElementArray, type Nested, shapeOfNested } from "../core/nested.ts";
import { requireSizes, resolveShape, type Shape, shapeRule, sizeOf } from "../core/shape.ts";
import { requireTensor, Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";

export type { TensorOptions } from "../core/dtype.ts";

/** Options of `tensor`. */
export interface FromValuesOptions extends TensorOptions {
  /** The shape, when it is not that of the values; one size may be −1. */
  shape?: Shape;
}

const valuesTable = { shape: rules.optional(shapeRule), dtype: rules.optional(dtypeRule) };

/**
 * A tensor of the given values, which are copied: a number, a truth value, nested arrays of either, or a typed array. Without
 * `dtype` numbers are float32, truth values bool, and a typed array gives its own type (a Uint8Array has none of its own).
 * Without `shape`, nested arrays give theirs and a typed array is one-dimensional.
 * @throws RangeError on ragged nesting, a shape that does not hold the values, or values that the type does not hold;
 *   TypeError on anything but numbers, and on a Uint8Array without `dtype`.
 */
export function tensor(values: Nested | ElementArray, options: FromValuesOptions = {}): Tensor {
  const { shape: wanted, dtype: asked } = rules.readOptions("tensor", valuesTable, options);
  const own = isElementArray(values) ? [values.length] : shapeOfNested(values);
  const dtype = asked ?? dtypeOfValues(values);
  const shape = wanted === undefined ? own : resolveShape("tensor", wanted, own);
  const result = Tensor.allocate(shape, dtype);
  // What may not fit is read in full first, and then checked.
  const target = isFloat(dtype) ? result.data : new Float64Array(result.size);
  if (isElementArray(values)) target.set(values);
  else fillFromNested(values, own, target);
  if (!isFloat(dtype)) {
    for (const value of target) requireStorable("tensor", value, dtype);
    result.data.set(target);
  }
  return result;
}

function dtypeOfValues(values: Nested | ElementArray): DType {
  if (!isElementArray(values)) return holdsTruthValues(values) ? "bool" : "float32";
  if (values instanceof Uint8Array)
    throw new TypeError('tensor: a Uint8Array needs a dtype, got none; pass { dtype: "int32" } or "bool"');
  return dtypeOf(values);
}

/** A tensor of zeros. */
export function zeros(shape: Shape, options?: TensorOptions): Tensor {
  return filled("zeros", shape, 0, options);
}

/** A tensor of ones. */
export function ones(shape: Shape, options?: TensorOptions): Tensor {
  return filled("ones", shape, 1, options);
}

/** A tensor of one value. */
export function full(shape: Shape, value: number, options?: TensorOptions): Tensor {
  return filled("full", shape, value, options);
}

function filled(operation: string, shape: Shape, value: number, options: TensorOptions | undefined): Tensor {
  const dtype = dtypeOption(operation, options);
  const result = Tensor.allocate(checked(operation, shape), dtype);
  requireStorable(operation, value, dtype);
  activeKernels().fill(result, value);
  return result;
}

/** A tensor of zeros with the shape and element type of another. */
export function zerosLike(other: Tensor): Tensor {
  requireTensor("zerosLike", "the other", other);
  return zeros(other.shape, { dtype: other.dtype });
}

/** A tensor of ones with the shape and element type of another. */
export function onesLike(other: Tensor): Tensor {
  requireTensor("onesLike", "the other", other);
  return ones(other.shape, { dtype: other.dtype });
}

/** A tensor of one value with the shape and element type of another. */
export function fullLike(other: Tensor, value: number): Tensor {
  requireTensor("fullLike", "the other", other);
  return filled("fullLike", other.shape, value, { dtype: other.dtype });
}

/**
 * The matrix with 1 on its main diagonal and 0 elsewhere, square unless it is said how many columns it has.
 * @throws RangeError when a size is not a whole number ≥ 0
 */
export function eye(rows: number, columns = rows, options?: TensorOptions): Tensor {
  const result = filled("eye", [rows, columns], 0, options);
  const diagonal = Math.min(rows, columns);
  for (let i = 0; i < diagonal; i++) result.data[i * columns + i] = 1;
  return result;
}

/**
 * So many numbers from `start` to `end`, both among them, evenly apart; a single one is the start.
 * https://docs.pytorch.org/docs/stable/generated/torch.linspace.html
 * @throws RangeError when `steps` is not a whole number ≥ 0, or the distance between the ends is no number
 */
export function linspace(start: number, end: number, steps: number, options?: TensorOptions): Tensor {
  rules.requireEach("linspace", rules.finite, { start, end });
  rules.requireEach("linspace", rules.wholeNonNegative, { steps });
  if (!Number.isFinite(end - start))
    throw new RangeError(`linspace: start and end must be at a finite distance, got ${start} and ${end}`);
  const dtype = dtypeOption("linspace", options);
  const result = Tensor.allocate(checked("linspace", [steps]), dtype);
  const step = steps > 1 ? (end - start) / (steps - 1) : 0;
  const { data } = result;
  for (let i = 0; i < steps; i++) {
    // From either end to the middle, as PyTorch does, so that both are exact.
    const value = i < steps / 2 ? start + step * i : end - step * (steps - 1 - i);
    requireStorable("linspace", value, dtype);
    data[i] = value;
  }
  return result;
}

/**
 * The numbers `start`, `start + step`, … before `end`; one argument is the end, counted from 0.
 * @throws RangeError when the step does not lead from start towards end.
 */
export function arange(start: number, end?: number, step = 1, options?: TensorOptions): Tensor {
  const dtype = dtypeOption("arange", options);
  const [from, to] = end === undefined ? [0, start] : [start, end];
  rules.requireEach("arange", rules.anyNumber, { start: from, end: to, step });
  const count = Math.ceil((to - from) / step);
  if (!Number.isFinite(count) || count < 0) {
    throw new RangeError(`arange: the step must lead from start to end, got ${from} to ${to} by ${step}`);
  }
  const result = Tensor.allocate(checked("arange", [count]), dtype);
  const data = result.data;
  for (let i = 0; i < count; i++) {
    requireStorable("arange", from + i * step, dtype);
    data[i] = from + i * step;
  }
  return result;
}

/** No machine has the memory for more, and in bytes they are still counted exactly. */
const MOST_ELEMENTS = 2 ** 48;

function checked(operation: string, shape: Shape): Shape {
  requireSizes(operation, shape);
  if (!shape.every((length) => Number.isInteger(length) && length >= 0)) {
    throw new RangeError(`${operation}: sizes must be whole numbers ≥ 0, got ${rules.shown(shape)}`);
  }
  if (!(sizeOf(shape) <= MOST_ELEMENTS))
    throw new RangeError(`${operation}: there must be at most 2⁴⁸ elements, got ${rules.shown(shape)}`);
  return [...shape];
}
