import { Variable } from "@tinytorch/autograd";
import { formatShape, type Shape, sameShape, Tensor } from "@tinytorch/tensor";

/** Numbers with a shape. */
export interface Values {
  readonly shape: Shape;
  readonly flat: readonly number[];
}

/**
 * Reads the numbers of a number, nested arrays, a typed array, a Tensor or a Variable.
 * @throws TypeError on anything else, RangeError on ragged nesting
 */
export function readValues(value: unknown): Values {
  if (typeof value === "number") return { shape: [], flat: [value] };
  if (value instanceof Variable) return readValues(value.data);
  if (value instanceof Tensor) return { shape: value.shape, flat: Array.from(value.contiguous().data) };
  if (isTypedArray(value)) return { shape: [value.length], flat: Array.from(value) };
  if (!Array.isArray(value)) {
    throw new TypeError(
      `toBeAllClose: values must be numbers, arrays or tensors, got ${value === null ? "null" : typeof value}`,
    );
  }
  const parts = value.map(readValues);
  const inner = parts.length === 0 ? [] : parts[0].shape;
  const other = parts.find((part) => !sameShape(part.shape, inner));
  if (other !== undefined) {
    throw new RangeError(
      `toBeAllClose: nested arrays must have equal lengths, got ${formatShape(inner)} beside ${formatShape(other.shape)}`,
    );
  }
  return { shape: [value.length, ...inner], flat: parts.flatMap((part) => part.flat) };
}

function isTypedArray(value: unknown): value is Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array {
  return [Float32Array, Float64Array, Int32Array, Uint32Array, Uint8Array].some((type) => value instanceof type);
}
