import { FIRST_AREA, REPEATED, SCRATCH, TILE } from "./memory-map";

// What all kernels share: multiply-add, partial vectors, and a thread's own memory.

/** Where this thread keeps what it needs while a kernel runs. No two threads share theirs. */
let area: usize = FIRST_AREA;

/** Gives a thread other than the first an area of its own. */
export function useArea(at: usize): void {
  area = at;
}

/** A tile of a matrix product that is not stored whole. */
@inline
export function edge(): usize {
  return area + TILE;
}

/** Three vectors that stand for operands which repeat one element. */
@inline
export function repeated(): usize {
  return area + REPEATED;
}

/** Room for packed operands and running totals. */
@inline
export function scratch(): usize {
  return area + SCRATCH;
}

/** `a · b + c`, rounded once where the machine can, by `--enable relaxed-simd`. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** `madd` of float64. */
@inline
export function madd64(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

/** Elements of `a` where the mask holds, and of `b` elsewhere. */
@inline
export function select(a: v128, b: v128, mask: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_laneselect(a, b, mask);
  return v128.bitselect(a, b, mask);
}

/** Four times the same number. */
@inline
export function all(value: f32): v128 {
  return f32x4.splat(value);
}

/** Four elements that stand `step` apart. */
@inline
export function fourAt(at: usize, step: i32): v128 {
  if (step == 1) return v128.load(at);
  if (step == 2) return i32x4.shuffle(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
  let values = v128.load32_zero(at);
  values = v128.load_lane<f32>(at + step * 4, values, 1);
  values = v128.load_lane<f32>(at + step * 8, values, 2);
  return v128.load_lane<f32>(at + step * 12, values, 3);
}

/** Stores the first `count` (0 to 3) elements of a vector. */
@inline
export function storeFirst(at: usize, values: v128, count: usize): void {
  if (count & 2) {
    v128.store64_lane(at, values, 0);
    if (count & 1) v128.store32_lane(at, values, 2, 8);
  } else if (count & 1) v128.store32_lane(at, values, 0);
}

/** Stores a vector, or as much of it as is left. */
@inline
export function put(at: usize, values: v128, left: isize): void {
  if (left >= 4) v128.store(at, values);
  else storeFirst(at, values, left);
}
