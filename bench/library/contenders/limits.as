// What one core can do in WebAssembly at best, in AssemblyScript: compiled with and without relaxed SIMD.

// @ts-ignore: decorator
@inline
function multiplyAdd(x: v128, factor: v128, addend: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? f32x4.relaxed_madd(x, factor, addend)
    : f32x4.add(f32x4.mul(x, factor), addend);
}

/** Twelve independent chains of `x ← x·f + c`, four numbers wide: as many as registers hold beside the two operands, which are arguments so that
 * the compiler does not repeat them as constants. */
export function chains(rounds: i32, factor: f32, addend: f32): f32 {
  const f = f32x4.splat(factor), c = f32x4.splat(addend);
  let x0 = f32x4.splat(0), x1 = f32x4.splat(1), x2 = f32x4.splat(2), x3 = f32x4.splat(3);
  let x4 = f32x4.splat(4), x5 = f32x4.splat(5), x6 = f32x4.splat(6), x7 = f32x4.splat(7);
  let x8 = f32x4.splat(8), x9 = f32x4.splat(9), x10 = f32x4.splat(10), x11 = f32x4.splat(11);
  for (let round = 0; round < rounds; round++) {
    x0 = multiplyAdd(x0, f, c); x1 = multiplyAdd(x1, f, c); x2 = multiplyAdd(x2, f, c); x3 = multiplyAdd(x3, f, c);
    x4 = multiplyAdd(x4, f, c); x5 = multiplyAdd(x5, f, c); x6 = multiplyAdd(x6, f, c); x7 = multiplyAdd(x7, f, c);
    x8 = multiplyAdd(x8, f, c); x9 = multiplyAdd(x9, f, c); x10 = multiplyAdd(x10, f, c); x11 = multiplyAdd(x11, f, c);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(x0, x1), f32x4.add(x2, x3)), f32x4.add(x4, x5));
  const high = f32x4.add(f32x4.add(f32x4.add(x6, x7), f32x4.add(x8, x9)), f32x4.add(x10, x11));
  return f32x4.extract_lane(f32x4.add(low, high), 0);
}

/** `a ← b` over so many bytes, a multiple of 64. */
export function copy(a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 64) {
    v128.store(a + i, v128.load(b + i));
    v128.store(a + i, v128.load(b + i, 16), 16);
    v128.store(a + i, v128.load(b + i, 32), 32);
    v128.store(a + i, v128.load(b + i, 48), 48);
  }
}

/** `a ← b + s·c` over so many bytes, a multiple of 64. */
export function triad(a: usize, b: usize, c: usize, bytes: usize, scale: f32): void {
  const s = f32x4.splat(scale);
  for (let i: usize = 0; i < bytes; i += 64) {
    v128.store(a + i, multiplyAdd(v128.load(c + i), s, v128.load(b + i)));
    v128.store(a + i, multiplyAdd(v128.load(c + i, 16), s, v128.load(b + i, 16)), 16);
    v128.store(a + i, multiplyAdd(v128.load(c + i, 32), s, v128.load(b + i, 32)), 32);
    v128.store(a + i, multiplyAdd(v128.load(c + i, 48), s, v128.load(b + i, 48)), 48);
  }
}
