/**
 * The element types a tensor can have: IEEE 754 binary32 and binary64, 32-bit whole numbers, and truth values, which are
 * stored and read as 0 and 1.
 */
export type DType = "float32" | "float64" | "int32" | "bool";

/** The typed arrays that hold a tensor's elements. */
export type ElementArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** How many bytes an element takes. */
export const bytesPer: Readonly<Record<DType, number>> = { float32: 4, float64: 8, int32: 4, bool: 1 };
