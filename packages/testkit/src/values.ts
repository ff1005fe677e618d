import { formatShape, type Shape, sameShape, sizeOf } from "./shape.ts";

/** Numbers with a shape, in row-major order. */
export interface Values {
  readonly shape: Shape;
  readonly flat: readonly number[];
}

/**
 * Reads the numbers of a number, nested arrays, a typed array, a tensor or a variable. Tensors and variables are known by
 * what they have, whoever wrote them: a tensor has a `shape` and either `toArray()` or `data` (with `strides` and `offset`,
 * when it is a view); a variable has a tensor as its `data`.
 * @param operation whose errors these are
 * @throws TypeError on anything else, RangeError on ragged nesting and on a tensor that contradicts its shape
 */
export function readValues(value: unknown, operation = "toBeAllClose"): Values {
  if (typeof value === "number") return { shape: [], flat: [value] };
  if (typeof value === "boolean") return { shape: [], flat: [Number(value)] };
  if (isNumericArray(value)) return { shape: [value.length], flat: Array.from(value) };
  if (Array.isArray(value)) return readNested(value, operation);
  if (isObject(value)) {
    // A view may refuse to show its data, so that toArray() must be asked before it is touched.
    const tensor = "toArray" in value || !hasShape(value.data) ? value : value.data;
    if (hasShape(tensor)) return readTensor(tensor, operation);
  }
  throw new TypeError(
    `${operation}: values must be numbers, arrays or tensors, got ${value === null ? "null" : typeof value}`,
  );
}

/** The numbers alone, in row-major order. */
export function valuesOf(value: unknown): number[] {
  return [...readValues(value, "valuesOf").flat];
}

/** A parameter's gradient as plain numbers, or null when there is none. */
export function gradientOf({ grad }: { readonly grad?: unknown }): number[] | null {
  return grad === null || grad === undefined ? null : [...readValues(grad, "gradientOf").flat];
}

function readNested(value: readonly unknown[], operation: string): Values {
  const parts = value.map((part) => readValues(part, operation));
  const inner = parts.length === 0 ? [] : parts[0].shape;
  const other = parts.find((part) => !sameShape(part.shape, inner));
  if (other !== undefined) {
    throw new RangeError(
      `${operation}: nested arrays must have equal lengths, got ${formatShape(inner)} beside ${formatShape(other.shape)}`,
    );
  }
  return { shape: [value.length, ...inner], flat: parts.flatMap((part) => part.flat) };
}

interface TensorLike {
  readonly shape: readonly number[];
  readonly toArray?: unknown;
  readonly data?: unknown;
  readonly strides?: unknown;
  readonly offset?: unknown;
}

/** `toArray()` goes first: it knows what a view shows, where `data` may be all of what it looks at. */
function readTensor(tensor: TensorLike, operation: string): Values {
  const shape = [...tensor.shape];
  if (typeof tensor.toArray === "function") {
    const read = readValues(tensor.toArray(), operation);
    // Nested arrays cannot say how long the rows are that they do not have.
    if (sizeOf(shape) === 0 && read.flat.length === 0) return { shape, flat: [] };
    if (sameShape(read.shape, shape)) return { shape, flat: read.flat };
    throw new RangeError(
      `${operation}: toArray() must have the tensor's shape ${formatShape(shape)}, got ${formatShape(read.shape)}`,
    );
  }
  const { data, strides, offset = 0 } = tensor;
  if (!isNumericArray(data) && !isNumbers(data)) {
    throw new TypeError(`${operation}: a tensor must have toArray() or an array of numbers as its data, got neither`);
  }
  if (isNumbers(strides) && typeof offset === "number") {
    return { shape, flat: throughStrides(data, shape, strides, offset) };
  }
  if (data.length !== sizeOf(shape)) {
    throw new RangeError(
      `${operation}: data must have as many numbers as the shape ${formatShape(shape)}, got ${data.length}`,
    );
  }
  return { shape, flat: Array.from(data) };
}

function throughStrides(data: ArrayLike<number>, shape: Shape, strides: readonly number[], offset: number): number[] {
  const flat: number[] = [];
  const visit = (dimension: number, position: number): void => {
    if (dimension === shape.length) flat.push(data[position] ?? Number.NaN);
    else for (let i = 0; i < shape[dimension]; i++) visit(dimension + 1, position + i * strides[dimension]);
  };
  visit(0, offset);
  return flat;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function hasShape(value: unknown): value is TensorLike {
  return isObject(value) && isNumbers(value.shape);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

/** A typed array of numbers, of whatever kind. */
function isNumericArray(value: unknown): value is Float64Array {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof BigInt64Array) &&
    !(value instanceof BigUint64Array)
  );
}
