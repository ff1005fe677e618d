/** The element types a tensor can have: IEEE 754 binary32 and binary64. */
export type DType = "float32" | "float64";

/** The typed arrays that hold a tensor's elements. */
export type FloatArray = Float32Array | Float64Array;

/** The element type stored in a typed array. */
export function dtypeOf(array: FloatArray): DType {
  return array instanceof Float32Array ? "float32" : "float64";
}

/**
 * The element type of a result made from two operands: the wider one. As in PyTorch, a 0-d operand does not widen an
 * operand that has dimensions.
 */
export function promote(a: DType, aDims: number, b: DType, bDims: number): DType {
  if (a === b) return a;
  if (aDims === 0 && bDims > 0) return b;
  if (bDims === 0 && aDims > 0) return a;
  return "float64";
}
