import { log } from "./functions";
import { all, madd64, select } from "./simd";

// Powers of float32 go by way of float64, two at a time, so that a large exponent costs no digits.

const POWER = memory.data<f64>([
  // 2 / log 2 / (2i + 1) for i = 5 … 0
  0.262308189252538809, 0.320598897975325211, 0.412198583111132414, 0.577078016355585380, 0.961796693925975633,
  2.885390081777926900,
  // (log 2)ⁱ / i! for i = 7 … 0
  1.52527338040598403e-5, 1.54035303933816099e-4, 1.33335581464284434e-3, 9.61812910762847716e-3, 5.55041086648215800e-2,
  0.240226506959100712, 0.693147180559945309, 1,
  // √½, 2⁵² + 1023, from where down 2ⁿ is 0, from where up it is infinite, the logarithm of 0, what is too large, 1.5 · 2⁵² + 1023.
  0.707106781186547524, 4503599627371519, -1023, 1024, -Infinity, Infinity, 6755399441056767,
]);
// The bits of 1 less those of √½, of 2⁵², and of a fraction.
const POWER_BITS = memory.data<u64>([0x00095f619980c433, 0x4330000000000000, 0x000fffffffffffff]);
// What the bits of positive, finite float32 are below once 1 is taken off, those of ∞, and all but a sign.
const PLAIN_BITS = memory.data<i32>([0x7f7fffff, 0x7f800000, 0x7fffffff]);

/** What is made of a power: itself, its gradient for what is raised, or that for the exponent. */
const enum Made { power, slope, exponentSlope }

/** Whether all of x are positive and finite, and all of y are finite: then nothing in a power is an exception. */
@inline
function arePlain(x: v128, y: v128): bool {
  const positive = i32x4.lt_u(i32x4.sub(x, i32x4.splat(1)), v128.load32_splat(PLAIN_BITS));
  const finite = i32x4.lt_s(v128.and(y, v128.load32_splat(PLAIN_BITS, 8)), v128.load32_splat(PLAIN_BITS, 4));
  return i32x4.all_true(v128.and(positive, finite));
}

/** As `pow`, `powGradient` and `exponentGradient`, where `arePlain`; both halves at a time need their constants once. */
@inline
function plainPower(made: Made, g: v128, x: v128, y: v128): v128 {
  const one = wide(13);
  let xl = f64x2.promote_low_f32x4(x), xh = upper(x), yl = f64x2.promote_low_f32x4(y), yh = upper(y);
  // The derivative of a power has the exponent y − 1.
  const ownL = yl, ownH = yh;
  if (made == Made.slope) {
    yl = f64x2.sub(yl, one);
    yh = f64x2.sub(yh, one);
  }
  let c = wideBits(0);
  xl = i64x2.add(xl, c);
  xh = i64x2.add(xh, c);
  c = wideBits(1);
  let d = wide(15);
  const el = f64x2.sub(v128.or(i64x2.shr_u(xl, 52), c), d), eh = f64x2.sub(v128.or(i64x2.shr_u(xh, 52), c), d);
  c = wideBits(2);
  d = wide(14);
  xl = i64x2.add(v128.and(xl, c), d);
  xh = i64x2.add(v128.and(xh, c), d);
  const sl = f64x2.div(f64x2.sub(xl, one), f64x2.add(xl, one)), sh = f64x2.div(f64x2.sub(xh, one), f64x2.add(xh, one));
  const zl = f64x2.mul(sl, sl), zh = f64x2.mul(sh, sh);
  c = wide(0);
  d = wide(1);
  let pl = madd64(c, zl, d), ph = madd64(c, zh, d);
  c = wide(2);
  pl = madd64(pl, zl, c);
  ph = madd64(ph, zh, c);
  c = wide(3);
  pl = madd64(pl, zl, c);
  ph = madd64(ph, zh, c);
  c = wide(4);
  pl = madd64(pl, zl, c);
  ph = madd64(ph, zh, c);
  c = wide(5);
  pl = madd64(pl, zl, c);
  ph = madd64(ph, zh, c);
  const logl = madd64(pl, sl, el), logh = madd64(ph, sh, eh);
  c = wide(16);
  d = wide(17);
  const tl = f64x2.pmin(f64x2.pmax(f64x2.mul(yl, logl), c), d), th = f64x2.pmin(f64x2.pmax(f64x2.mul(yh, logh), c), d);
  c = wide(20);
  const shiftedl = f64x2.add(tl, c), shiftedh = f64x2.add(th, c);
  const rl = f64x2.sub(tl, f64x2.sub(shiftedl, c)), rh = f64x2.sub(th, f64x2.sub(shiftedh, c));
  c = wide(6);
  d = wide(7);
  let ql = madd64(c, rl, d), qh = madd64(c, rh, d);
  c = wide(8);
  ql = madd64(ql, rl, c);
  qh = madd64(qh, rh, c);
  c = wide(9);
  ql = madd64(ql, rl, c);
  qh = madd64(qh, rh, c);
  c = wide(10);
  ql = madd64(ql, rl, c);
  qh = madd64(qh, rh, c);
  c = wide(11);
  ql = madd64(ql, rl, c);
  qh = madd64(qh, rh, c);
  c = wide(12);
  ql = madd64(ql, rl, c);
  qh = madd64(qh, rh, c);
  ql = f64x2.mul(madd64(ql, rl, one), i64x2.shl(shiftedl, 52));
  qh = f64x2.mul(madd64(qh, rh, one), i64x2.shl(shiftedh, 52));
  if (made == Made.power) return narrow(ql, qh);
  const gl = f64x2.promote_low_f32x4(g), gh = upper(g);
  if (made == Made.slope) return narrow(f64x2.mul(gl, f64x2.mul(ownL, ql)), f64x2.mul(gh, f64x2.mul(ownH, qh)));
  c = wide(12);
  return narrow(f64x2.mul(gl, f64x2.mul(ql, f64x2.mul(logl, c))), f64x2.mul(gh, f64x2.mul(qh, f64x2.mul(logh, c))));
}

/** xʸ as in C, by way of float64, so that a large exponent costs no digits. */
@inline
export function pow(x: v128, y: v128): v128 {
  return arePlain(x, y) ? plainPower(Made.power, x, x, y) : anyPower(x, y);
}

function anyPower(x: v128, y: v128): v128 {
  const size = f32x4.abs(x);
  const low = power(f64x2.promote_low_f32x4(size), f64x2.promote_low_f32x4(y));
  const high = power(upper(size), upper(y));
  const result = narrow(low, high);
  // Below 0 an odd exponent gives the sign back, and a fraction gives NaN. From 2²⁴ on all are even.
  const isWhole = f32x4.eq(f32x4.trunc(y), y), half = f32x4.mul(y, all(0.5));
  const isOdd = v128.andnot(isWhole, f32x4.eq(f32x4.trunc(half), half));
  const signed = v128.xor(result, v128.and(v128.and(x, all(-0.0)), isOdd));
  const isBelow0 = v128.and(f32x4.lt(x, all(0)), f32x4.lt(size, all(Infinity)));
  return select(all(NaN), signed, v128.andnot(isBelow0, isWhole));
}

/** g y xʸ⁻¹, the gradient of xʸ for x, and 0 where y is. */
@inline
export function powGradient(g: v128, x: v128, y: v128): v128 {
  const slopes = arePlain(x, y) ? plainPower(Made.slope, g, x, y) : anySlope(g, x, y);
  return v128.andnot(slopes, f32x4.eq(y, all(0)));
}

function anySlope(g: v128, x: v128, y: v128): v128 {
  const low = slope(f64x2.promote_low_f32x4(g), f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(y));
  const high = slope(upper(g), upper(x), upper(y));
  return narrow(low, high);
}

@inline
function slope(g: v128, x: v128, y: v128): v128 {
  const exponent = f64x2.sub(y, wide(13)), result = power(f64x2.abs(x), exponent);
  return f64x2.mul(g, f64x2.mul(y, i64x2.bitmask(x) == 0 ? result : withSign(result, x, exponent)));
}

/** Below 0 an odd exponent gives the sign back, and a fraction gives NaN. */
function withSign(power: v128, x: v128, exponent: v128): v128 {
  const isWhole = f64x2.eq(f64x2.trunc(exponent), exponent), half = f64x2.mul(exponent, f64x2.splat(0.5));
  const isOdd = v128.andnot(isWhole, f64x2.eq(f64x2.trunc(half), half));
  const signed = v128.xor(power, v128.and(v128.and(x, f64x2.splat(-0.0)), isOdd));
  const isBelow0 = v128.and(f64x2.lt(x, f64x2.splat(0)), f64x2.gt(x, wide(18)));
  return select(f64x2.splat(NaN), signed, v128.andnot(isBelow0, isWhole));
}

/** g xʸ log x, the gradient of xʸ for y, and 0 where x is and y ≥ 0. */
@inline
export function exponentGradient(g: v128, x: v128, y: v128): v128 {
  return arePlain(x, y) ? plainPower(Made.exponentSlope, g, x, y) : anyExponentSlope(g, x, y);
}

function anyExponentSlope(g: v128, x: v128, y: v128): v128 {
  const size = f32x4.abs(x), logs = log(x);
  const low = f64x2.mul(power(f64x2.promote_low_f32x4(size), f64x2.promote_low_f32x4(y)), f64x2.promote_low_f32x4(logs));
  const high = f64x2.mul(power(upper(size), upper(y)), upper(logs));
  const result = narrow(f64x2.mul(f64x2.promote_low_f32x4(g), low), f64x2.mul(upper(g), high));
  return v128.andnot(result, v128.and(f32x4.eq(x, all(0)), f32x4.ge(y, all(0))));
}

/** −g x / y², the gradient of x / y for y: in float64, where no step of it is too large or too small. */
@inline
export function divGradient(g: v128, x: v128, y: v128): v128 {
  const low = f64x2.promote_low_f32x4(y), high = upper(y);
  const a = f64x2.mul(f64x2.promote_low_f32x4(g), f64x2.promote_low_f32x4(x)), b = f64x2.mul(upper(g), upper(x));
  return f32x4.neg(narrow(f64x2.div(a, f64x2.mul(low, low)), f64x2.div(b, f64x2.mul(high, high))));
}

/** Two and two float64 as float32. */
@inline
function narrow(low: v128, high: v128): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

@inline
function upper(x: v128): v128 {
  return f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1));
}

/** Constant `i` of the powers' table, twice. */
@inline
function wide(i: usize): v128 {
  return v128.load_splat<f64>(POWER + i * 8);
}

/** Bits `i` of the powers' table, twice. */
@inline
function wideBits(i: usize): v128 {
  return v128.load_splat<u64>(POWER_BITS + i * 8);
}

/**
 * xʸ = 2^(y log₂ x) of two float64 that come from float32, x ≥ 0, to 1e-8. With x = 2ᵉ m and m in [√½, √2), log m is
 * 2 (s + s³/3 + s⁵/5 + …), s = (m − 1)/(m + 1).
 */
@inline
function power(x: v128, y: v128): v128 {
  const one = wide(13), zero = f64x2.splat(0);
  // e + 1023 goes into the last bits of 2⁵², and the bits that stood below it, from those of √½ on, are m's.
  const bits = i64x2.add(x, wideBits(0));
  const e = f64x2.sub(v128.or(i64x2.shr_u(bits, 52), wideBits(1)), wide(15));
  const m = i64x2.add(v128.and(bits, wideBits(2)), wide(14));
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one)), z = f64x2.mul(s, s);
  let p = f64x2.add(f64x2.mul(wide(0), z), wide(1));
  p = f64x2.add(f64x2.mul(p, z), wide(2));
  p = f64x2.add(f64x2.mul(p, z), wide(3));
  p = f64x2.add(f64x2.mul(p, z), wide(4));
  p = f64x2.add(f64x2.mul(p, z), wide(5));
  let log = f64x2.add(f64x2.mul(p, s), e);
  log = select(wide(18), log, f64x2.eq(x, zero));
  log = select(log, x, f64x2.lt(x, wide(19)));
  // 1 to any power is 1, and so is anything to the power 0.
  const t = v128.andnot(f64x2.mul(y, log), v128.or(f64x2.eq(log, zero), f64x2.eq(y, zero)));
  // pmax and pmin give their first operand when it is NaN.
  const bound = f64x2.pmin(f64x2.pmax(t, wide(16)), wide(17));
  // Adding 1.5 · 2⁵² rounds, and leaves n + 1023 in the last bits.
  const shifted = f64x2.add(bound, wide(20)), r = f64x2.sub(bound, f64x2.sub(shifted, wide(20)));
  let q = f64x2.add(f64x2.mul(wide(6), r), wide(7));
  q = f64x2.add(f64x2.mul(q, r), wide(8));
  q = f64x2.add(f64x2.mul(q, r), wide(9));
  q = f64x2.add(f64x2.mul(q, r), wide(10));
  q = f64x2.add(f64x2.mul(q, r), wide(11));
  q = f64x2.add(f64x2.mul(q, r), wide(12));
  q = f64x2.add(f64x2.mul(q, r), one);
  return f64x2.mul(q, i64x2.shl(shifted, 52));
}
