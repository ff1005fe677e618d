import { rules } from "@tinytorch/options";
import { bytesPer, type DType, type ElementArray } from "../kernels/contract/elements.ts";

export { bytesPer, type DType, type ElementArray } from "../kernels/contract/elements.ts";

/** The rule of every option that says of which type elements are. */
export const dtypeRule = rules.oneOf<DType>("float32", "float64", "int32", "bool");

/** Options of the factories. */
export interface TensorOptions {
  /** The element type; float32 unless said otherwise. */
  dtype?: DType;
}

const tensorTable = { dtype: dtypeRule.or("float32") };

/** The element type that a factory is asked for. @throws RangeError on one that does not exist, or another option */
export function dtypeOption(operation: string, options: TensorOptions | undefined): DType {
  return options === undefined ? "float32" : rules.readOptions(operation, tensorTable, options).dtype;
}

/** @throws RangeError on an element type that does not exist */
export function requireDType(operation: string, dtype: DType): void {
  if (typeof dtype !== "string" || !Object.hasOwn(bytesPer, dtype)) rules.requireEach(operation, dtypeRule, { dtype });
}

/** Whether elements of a type have fractions. */
export function isFloat(dtype: DType): boolean {
  return dtype === "float32" || dtype === "float64";
}

/** The element type stored in a typed array. */
export function dtypeOf(array: ElementArray): DType {
  if (array instanceof Float32Array) return "float32";
  if (array instanceof Float64Array) return "float64";
  return array instanceof Int32Array ? "int32" : "bool";
}

/** A new typed array of zeros for elements of a type. */
export function newArray(dtype: DType, size: number): ElementArray {
  try {
    if (dtype === "float32") return new Float32Array(size);
    if (dtype === "float64") return new Float64Array(size);
    return dtype === "int32" ? new Int32Array(size) : new Uint8Array(size);
  } catch {
    throw new RangeError(`tensor: there must be memory for the elements, got ${size} of ${dtype}`);
  }
}

/** @throws RangeError when a value cannot stand in a tensor of that type: 0.5 as a whole number, 2 as a truth value */
export function requireStorable(operation: string, value: number, dtype: DType): void {
  if (typeof value !== "number") rules.requireEach(operation, rules.anyNumber, { "a value": value });
  if (isFloat(dtype) || (dtype === "int32" ? value === (value | 0) : value === 0 || value === 1)) return;
  throw new RangeError(`${operation}: a value must be one that ${dtype} holds, got ${value}`);
}
