import { madd64, select } from "./simd";

// Normals of float32 by way of float64, two pairs at a time.

const NORMALS = memory.data<f64>([
  // 2 / (2i + 1) for i = 8 … 0
  0.117647058823529412, 0.133333333333333333, 0.153846153846153846, 0.181818181818181818, 0.222222222222222222,
  0.285714285714285714, 0.4, 0.666666666666666667, 2,
  // 1, √½, 2⁵² + 1023, log 2, 2π, 2/π, 1.5 · 2⁵², −π/2 in two parts
  1, 0.707106781186547524, 4503599627371519, 0.693147180559945309, 6.28318530717958648, 0.636619772367581343, 6755399441055744,
  -1.57079632673412561417, -6.07710050650619224932e-11,
  // The sine's and the cosine's coefficients (FreeBSD's msun, 1993).
  1.58969099521155010221e-10, -2.50507602534068634195e-8, 2.75573137070700676789e-6, -1.98412698298579493134e-4,
  8.33333333332248946124e-3, -1.66666666666666324348e-1,
  -1.13596475577881948265e-11, 2.08757232129817482790e-9, -2.75573143513906633035e-7, 2.48015872894767294178e-5,
  -1.38888888888741095749e-3, 4.16666666666666019037e-2,
  // Of what a result is made of it may be off by this share, and by this share of the deviation.
  1e-14, 1e-22,
]);
const NORMALS_BITS = memory.data<u64>([0x00095f619980c433, 0x4330000000000000, 0x000fffffffffffff]);

/** Constant `i`, twice. */
@inline
function at(i: usize): v128 {
  return v128.load_splat<f64>(NORMALS + i * 8);
}

@inline
function bitsAt(i: usize): v128 {
  return v128.load_splat<u64>(NORMALS_BITS + i * 8);
}

/**
 * Stores `mean + deviation · √(−2 log(1 − u)) cos(2πv)`, and the same of the sine, for `count` times two pairs u, v in [0, 1)
 * (Box & Muller, 1958). They are off by some 1e-15, and so a float32 is what it must be unless they lie so close to the middle of
 * two that this decides. The numbers of twos where that may be go to `doubts`.
 *
 * @returns how many those are
 */
export function boxMuller(from: usize, count: usize, mean: f64, deviation: f64, to: usize, doubts: usize): usize {
  let doubtful: usize = 0;
  for (let i: usize = 0; i < count; i++, from += 32, to += 16) {
    const first = v128.load(from), second = v128.load(from, 16);
    const one = at(9), u = i64x2.shuffle(first, second, 0, 2), v = i64x2.shuffle(first, second, 1, 3);
    // The logarithm as in power.ts.
    const bits = i64x2.add(f64x2.sub(one, u), bitsAt(0));
    const e = f64x2.sub(v128.or(i64x2.shr_u(bits, 52), bitsAt(1)), at(11));
    const m = i64x2.add(v128.and(bits, bitsAt(2)), at(10));
    const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one)), z = f64x2.mul(s, s);
    let p = madd64(at(0), z, at(1));
    p = madd64(p, z, at(2));
    p = madd64(p, z, at(3));
    p = madd64(p, z, at(4));
    p = madd64(p, z, at(5));
    p = madd64(p, z, at(6));
    p = madd64(p, z, at(7));
    p = madd64(p, z, at(8));
    const log = madd64(e, at(12), f64x2.mul(p, s));
    const radius = f64x2.sqrt(f64x2.neg(f64x2.add(log, log)));
    // Adding 1.5 · 2⁵² rounds, and leaves the number of quarter turns in the last bits.
    const angle = f64x2.mul(v, at(13)), magic = at(15), turns = madd64(angle, at(14), magic), n = f64x2.sub(turns, magic);
    const r = madd64(n, at(17), madd64(n, at(16), angle)), y = f64x2.mul(r, r);
    let a = madd64(at(18), y, at(19));
    let b = madd64(at(24), y, at(25));
    a = madd64(a, y, at(20));
    b = madd64(b, y, at(26));
    a = madd64(a, y, at(21));
    b = madd64(b, y, at(27));
    a = madd64(a, y, at(22));
    b = madd64(b, y, at(28));
    a = madd64(a, y, at(23));
    b = madd64(b, y, at(29));
    a = madd64(f64x2.mul(a, y), r, r);
    b = madd64(f64x2.mul(b, y), y, f64x2.sub(one, f64x2.mul(y, f64x2.splat(0.5))));
    const odd = i64x2.neg(v128.and(turns, i64x2.splat(1)));
    const sine = v128.xor(select(b, a, odd), i64x2.shl(i64x2.shr_u(turns, 1), 63));
    const cosine = v128.xor(select(a, b, odd), i64x2.shl(i64x2.shr_u(i64x2.add(turns, i64x2.splat(1)), 1), 63));
    const scaled = f64x2.mul(radius, f64x2.splat(deviation)), c = f64x2.mul(scaled, cosine), d = f64x2.mul(scaled, sine);
    const x = f64x2.add(f64x2.splat(mean), c), w = f64x2.add(f64x2.splat(mean), d);
    const least = f64x2.mul(f64x2.splat(deviation), at(31)), share = at(30);
    const offX = madd64(f64x2.add(f64x2.abs(x), f64x2.abs(c)), share, least);
    const offW = madd64(f64x2.add(f64x2.abs(w), f64x2.abs(d)), share, least);
    const low = pairs(f64x2.sub(x, offX), f64x2.sub(w, offW)), high = pairs(f64x2.add(x, offX), f64x2.add(w, offW));
    v128.store(to, low);
    if (!i32x4.all_true(f32x4.eq(low, high))) store<i32>(doubts + 4 * doubtful++, i);
  }
  return doubtful;
}

/** Two and two float64 as float32, by turns. */
@inline
function pairs(a: v128, b: v128): v128 {
  return i32x4.shuffle(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 4, 1, 5);
}
