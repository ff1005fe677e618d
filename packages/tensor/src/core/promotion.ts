import { comparisons } from "../kernels/contract/operations.ts";
import { type DType, isFloat } from "./dtype.ts";

// Which element type comes out when types meet. Kinds rank bool < int32 < floats, and the higher kind wins.

const rank: Readonly<Record<DType, number>> = { bool: 0, int32: 1, float32: 2, float64: 2 };

/** What truth values can do without becoming numbers first. */
const ofTruthValues: ReadonlySet<string> = new Set<string>(["mul", "maximum", "minimum"]);

/**
 * The element type of a result made from two tensors: the higher kind; of two floats the wider one, except that a 0-d
 * operand does not widen an operand that has dimensions.
 * https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
 */
export function promote(a: DType, aDims: number, b: DType, bDims: number): DType {
  if (a === b) return a;
  if (rank[a] !== rank[b]) return rank[a] > rank[b] ? a : b;
  if (aDims === 0 && bDims > 0) return b;
  if (bDims === 0 && aDims > 0) return a;
  return "float64";
}

/** The element type of a result made from a tensor and a number: the tensor's, unless the number is of a higher kind. */
export function promoteNumber(dtype: DType, value: number): DType {
  if (isFloat(dtype)) return dtype;
  return value === (value | 0) ? "int32" : "float32";
}

/**
 * What an operation makes of elements that come together as `dtype`: comparisons give truth values, and a quotient or a power
 * of whole numbers is float32.
 * @throws TypeError on arithmetic with truth values alone, other than `mul`, `maximum` and `minimum`
 */
export function binaryResult(operation: string, dtype: DType): DType {
  if (comparisons.has(operation)) return "bool";
  if (isFloat(dtype)) return dtype;
  if (operation === "div" || operation === "pow") return "float32";
  if (!ofTruthValues.has(operation)) requireNumbers(operation, dtype);
  return dtype;
}

/** Functions that make whole numbers of whole numbers. */
const wholeFunctions: ReadonlySet<string> = new Set<string>([
  ..."neg abs sign square relu clamp floor ceil round trunc".split(" "),
]);

/**
 * What a function of each element makes of a type: whole numbers stay whole where they can, and become float32 otherwise.
 * @throws TypeError on arithmetic with truth values
 */
export function unaryResult(operation: string, dtype: DType): DType {
  if (isFloat(dtype) || operation === "copy") return dtype;
  if (!wholeFunctions.has(operation)) return "float32";
  requireNumbers(operation, dtype);
  return dtype;
}

/** @throws TypeError on arithmetic with truth values */
export function requireNumbers(operation: string, dtype: DType): void {
  if (dtype !== "bool") return;
  throw new TypeError(`${operation}: elements must be numbers, got bool; convert with to("int32") first`);
}

/** What bounding does to a type: whole numbers stay whole between whole bounds. */
export function clampResult(dtype: DType, min: number, max: number): DType {
  const result = unaryResult("clamp", dtype);
  const wholeBounds = [min, max].every(
    (bound) => Number.isInteger(bound) || Math.abs(bound) === Number.POSITIVE_INFINITY,
  );
  return isFloat(result) || wholeBounds ? result : "float32";
}

/** @throws TypeError on an operation that floats alone can do */
export function requireFloats(operation: string, dtype: DType): void {
  if (isFloat(dtype)) return;
  throw new TypeError(`${operation}: elements must be floats, got ${dtype}; convert with to("float32") first`);
}
