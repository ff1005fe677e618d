/** What an element is: a float of 32 bits (about 7 digits, 4 bytes) or of 64 bits (about 16 digits, 8 bytes). */
export type DType = "float32" | "float64";

/** The flat block in which elements lie. Whatever is written into a Float32Array is rounded to float32. */
export type ElementArray = Float32Array | Float64Array;

/** A block of `size` elements, all 0. */
export function allocate(dtype: DType, size: number): ElementArray {
  return dtype === "float64" ? new Float64Array(size) : new Float32Array(size);
}

export function dtypeOf(storage: ElementArray): DType {
  return storage instanceof Float64Array ? "float64" : "float32";
}
