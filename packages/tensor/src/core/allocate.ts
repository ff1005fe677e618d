import { bytesPer, type DType, type ElementArray, newArray } from "./dtype.ts";

// A typed array with memory of its own costs V8 about a microsecond, a view of memory at hand a twentieth of that. So
// small blocks are cut from a shared slab, which lives as long as any of them.
const SLAB_BYTES = 8192;
const SMALL_BYTES = 1024;

let slab = new ArrayBuffer(SLAB_BYTES);
let used = 0;

/** A block of zeros. The array may share its `buffer` with other small ones. */
export function allocate(dtype: DType, size: number): ElementArray {
  const bytes = size * bytesPer[dtype];
  if (bytes > SMALL_BYTES) return newArray(dtype, size);
  if (used + bytes > SLAB_BYTES) {
    slab = new ArrayBuffer(SLAB_BYTES);
    used = 0;
  }
  const start = used;
  // The next block starts at a multiple of 8, where any type may lie.
  used += Math.ceil(bytes / 8) * 8;
  if (dtype === "float32") return new Float32Array(slab, start, size);
  if (dtype === "float64") return new Float64Array(slab, start, size);
  return dtype === "int32" ? new Int32Array(slab, start, size) : new Uint8Array(slab, start, size);
}
