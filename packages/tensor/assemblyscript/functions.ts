import { all, madd, select } from "./simd";

// Functions of four float32 at once, to about 1e-7. Most polynomials are those of the Cephes library (Moshier, 1989). Constants
// are read from memory: V8 takes three instructions to make one up, in every turn of a loop.

const EXP = memory.data<f32>([
  // Where 2ⁿ becomes 0, above 0 and below, and infinite, log₂ e, −log 2 in two parts.
  -87.33, -132.39, 88.72284, 1.44269504088896341, -0.693359375, 2.12194440e-4,
  // 1.5 · 2²³ + 127, c₆ … c₂, 1
  12583039, 1.3814540e-3, 8.3687454e-3, 4.1668389e-2, 1.6666521e-1, 0.49999994, 1,
  // 1.5 · 2²³ + 126, 2c₆ … 2c₂, 2
  12583038, 2.7629080e-3, 1.67374908e-2, 8.3336778e-2, 3.3333042e-1, 0.99999988, 2,
  // From which x downwards eˣ − 1 is −1.
  -25,
  // 1.5 · 2²³ + 127 + 64, and c₆ … c₂, 1 over 2⁶⁴
  12583103, 7.48887745432e-23, 4.53670599688e-22, 2.25884789348e-21, 9.03493920954e-21, 2.71050510810e-20, 5.42101086243e-20,
  // How far from 0 powers are neither too large nor too small for a plain 2ⁿ, and from where down they are 0.
  86.9, -104,
  // Up to where the exponent has room for the 64 that are added to it below 0.
  43,
]);
// 127 less the bits of 1.5 · 2²³.
const EXP_BITS = memory.data<i32>([127 - 0x4b400000]);
const LOG = memory.data<f32>([
  1.17549435e-38, 8388608, 23, 0.707106781186547524,
  7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, -2.12194440e-4, -0.5, 0.693359375,
]);
const TANH = memory.data<f32>([
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1, 0.625, 2,
]);
const ERF = memory.data<f32>([
  7.853861353153693e-5, -8.010193625184903e-4, 5.188327685732524e-3, -2.685381193529856e-2, 1.128358514861418e-1,
  -3.761262582423300e-1, 1.128379165726710,
  0.3275911, 1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592,
]);
const SIN = memory.data<f32>([
  // Up to where quarter turns can be taken off exactly, 2/π, 1.5 · 2²³, −π/2 in three parts.
  8192, 0.636619772367581343, 12582912, -1.5703125, -4.837512969970703125e-4, -7.54978995489188216e-8,
  -1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1, 2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2,
]);
const NUMBERS = memory.data<f32>([1, 0.5, 0.707106781186547524, 2.50662827463100050]);
const BITS = memory.data<i32>([0x007fffff, 126, 0x80000000]);

/** Of which numbers powers are wanted. */
const enum Domain { near, below0, any, all }

/** Constant `i` of a table, four times. */
@inline
function at(table: usize, i: usize): v128 {
  return v128.load_splat<f32>(table + i * 4);
}

@inline
export function one(): v128 {
  return at(NUMBERS, 0);
}

/**
 * eˣ = 2ⁿ eʳ with n = round(x / log 2), and eʳ = 1 + r + r²(c₂ + … + c₆r⁴) to 3e-9, by the least largest error (Remez, 1934).
 * Adding 1.5 · 2²³ rounds, and leaves n in the last bits.
 */
@inline
export function exp(x: v128): v128 {
  return isFar(x, x) ? expOfAny(x) : exponential(x, x, Domain.near, false, false, x, x, 0);
}

/** Whether some element is farther from 0 than 2ⁿ reaches, or NaN. Without a sign, float32 are in the order of their bits. */
@inline
function isFar(x: v128, y: v128): bool {
  return v128.any_true(i32x4.gt_s(i32x4.max_s(f32x4.abs(x), f32x4.abs(y)), at(EXP, 28)));
}

/** eˣ where x ≤ 0, which is a little faster, and right down to the smallest float32. */
@inline
export function expBelow0(x: v128): v128 {
  return exponential(x, x, Domain.below0, false, false, x, x, 0);
}

/** eˣ where x ≤ 0, and 1 above. */
@inline
export function expUpTo0(x: v128): v128 {
  return expBelow0(f32x4.pmin(x, all(0)));
}

/** eˣ of any x, which loops seldom need. */
function expOfAny(x: v128): v128 {
  // Where it is 0 it is not worked out: processors are slow where what they round is too small for a float32.
  const tiny = f32x4.le(x, at(EXP, 29)), rest = v128.andnot(x, tiny);
  return v128.andnot(exponential(rest, rest, Domain.all, false, false, rest, rest, 0), tiny);
}

/** Stores eˣ and eʸ. Two at a time need their constants once. */
@inline
export function storeExp(x: v128, y: v128, to: usize): void {
  storeExpTimes(x, y, false, x, y, to);
}

/** Stores eˣ and eʸ, or with `times` eˣg and eʸh. */
@inline
export function storeExpTimes(x: v128, y: v128, times: bool, g: v128, h: v128, to: usize): void {
  if (isFar(x, y)) storeExpOfAny(x, y, times, g, h, to);
  else v128.store(to, exponential(x, y, Domain.near, true, times, g, h, to));
}

@inline
function storeExpOfAny(x: v128, y: v128, times: bool, g: v128, h: v128, to: usize): void {
  // Most that is far is masked by −∞.
  if (i32x4.all_true(f32x4.le(f32x4.max(x, y), at(EXP, 30)))) {
    v128.store(to, exponential(x, y, Domain.below0, true, times, g, h, to));
  } else {
    const first = expOfAny(x), second = expOfAny(y);
    v128.store(to, times ? f32x4.mul(first, g) : first);
    v128.store(to, times ? f32x4.mul(second, h) : second, 16);
  }
}

/** As `storeExp`, where neither is above 0. */
@inline
export function storeExpBelow0(x: v128, y: v128, to: usize): void {
  v128.store(to, exponential(x, y, Domain.below0, true, false, x, y, to));
}

/** Gives eˣ; with both, it also stores eʸ behind where that is to be stored; with times, eˣg and eʸh. */
@inline
function exponential(x: v128, y: v128, domain: Domain, both: bool, times: bool, g: v128, h: v128, to: usize): v128 {
  const below0 = domain == Domain.below0;
  let c: v128;
  // pmax and pmin give their first operand when it is NaN.
  if (domain == Domain.below0 || domain == Domain.any) {
    c = at(EXP, below0 ? 1 : 0);
    x = f32x4.pmax(x, c);
    if (both) y = f32x4.pmax(y, c);
  }
  if (domain == Domain.any || domain == Domain.all) {
    c = at(EXP, 2);
    x = f32x4.pmin(x, c);
    if (both) y = f32x4.pmin(y, c);
  }
  const table = EXP + (below0 ? 84 : 52);
  const magic = at(table, 0);
  c = at(EXP, 3);
  // The shifts put n + 127 where the exponent of a power of 2 goes. 2¹²⁸ is not a float32, so above 0 it is 2 · 2ⁿ⁻¹. Nor is 2⁻¹⁴⁹
  // a normal one, so below 0 it is 2⁻⁶⁴ · 2ⁿ⁺⁶⁴, which is rounded once, at the end. From −132 down that power is 0 as it stands.
  const shiftedX = madd(x, c, magic), shiftedY = both ? madd(y, c, magic) : shiftedX;
  const nX = f32x4.sub(shiftedX, magic), nY = both ? f32x4.sub(shiftedY, magic) : nX;
  c = at(EXP, 4);
  x = madd(nX, c, x);
  if (both) y = madd(nY, c, y);
  c = at(EXP, 5);
  x = madd(nX, c, x);
  if (both) y = madd(nY, c, y);
  const zX = f32x4.mul(x, x), zY = both ? f32x4.mul(y, y) : zX;
  // Pairs of terms first (Estrin, 1960): a shorter chain of operations that wait for each other.
  c = at(table, 2);
  let d = at(table, 3);
  let pX = madd(c, x, d), pY = both ? madd(c, y, d) : pX;
  c = at(table, 1);
  pX = madd(c, zX, pX);
  if (both) pY = madd(c, zY, pY);
  c = at(table, 4);
  d = at(table, 5);
  pX = madd(pX, zX, madd(c, x, d));
  if (both) pY = madd(pY, zY, madd(c, y, d));
  c = at(table, 6);
  pX = madd(pX, zX, madd(x, c, c));
  if (both) {
    pY = madd(pY, zY, madd(y, c, c));
    const power = scaled(pY, shiftedY, domain);
    v128.store(to, times ? f32x4.mul(power, h) : power, 16);
  }
  const power = scaled(pX, shiftedX, domain);
  return times ? f32x4.mul(power, g) : power;
}

/** p · 2ⁿ, of which the last bits of `shifted` tell n. */
@inline
function scaled(p: v128, shifted: v128, domain: Domain): v128 {
  if (domain != Domain.all) return f32x4.mul(p, i32x4.shl(shifted, 23));
  // Two halves of the power are float32 where the whole is not.
  const sum = i32x4.add(shifted, at(EXP_BITS, 0)), half = i32x4.shr_s(sum, 1);
  return f32x4.mul(f32x4.mul(p, i32x4.shl(half, 23)), i32x4.shl(i32x4.sub(sum, half), 23));
}

/** log x = e log 2 + log m with x = m · 2ᵉ and m in [√½, √2). */
@inline
export function log(x: v128): v128 {
  const small = f32x4.lt(x, at(LOG, 0));
  const normal = select(f32x4.mul(x, at(LOG, 1)), x, small);
  const bits = i32x4.sub(i32x4.shr_u(normal, 23), at(BITS, 1));
  let e = f32x4.sub(f32x4.convert_i32x4_s(bits), v128.and(small, at(LOG, 2)));
  const fraction = v128.or(v128.and(normal, at(BITS, 0)), at(NUMBERS, 1));
  const low = f32x4.lt(fraction, at(LOG, 3));
  e = f32x4.sub(e, v128.and(low, one()));
  const m = f32x4.add(f32x4.sub(fraction, one()), v128.and(low, fraction));
  const z = f32x4.mul(m, m);
  let p = madd(at(LOG, 4), m, at(LOG, 5));
  p = madd(p, m, at(LOG, 6));
  p = madd(p, m, at(LOG, 7));
  p = madd(p, m, at(LOG, 8));
  p = madd(p, m, at(LOG, 9));
  p = madd(p, m, at(LOG, 10));
  p = madd(p, m, at(LOG, 11));
  p = madd(p, m, at(LOG, 12));
  p = madd(e, at(LOG, 13), f32x4.mul(f32x4.mul(p, m), z));
  p = madd(z, at(LOG, 14), p);
  const result = madd(e, at(LOG, 15), f32x4.add(m, p));
  const atMost0 = select(all(-Infinity), all(NaN), f32x4.eq(x, all(0)));
  const finite = select(result, atMost0, f32x4.gt(x, all(0)));
  return select(x, finite, f32x4.eq(x, all(Infinity)));
}

/** log(1 + x) = log u · x / (u − 1) with u = 1 + x as it is rounded (Kahan). */
@inline
export function log1p(x: v128): v128 {
  const u = f32x4.add(x, one());
  const plain = log(u);
  const corrected = f32x4.mul(plain, f32x4.div(x, f32x4.sub(u, one())));
  const finite = select(plain, corrected, f32x4.eq(f32x4.abs(u), all(Infinity)));
  return select(x, finite, f32x4.eq(u, one()));
}

/**
 * eˣ − 1 = 2ⁿ(eʳ − 1) + 2ⁿ − 1 with n and eʳ as for `exp`; where n = 0, small results stay exact. From −25 down it is −1 in float32.
 */
@inline
export function expm1(x: v128): v128 {
  return lessOne(x, x, false, 0);
}

/** Stores eˣ − 1 and eʸ − 1. */
@inline
export function storeExpm1(x: v128, y: v128, to: usize): void {
  v128.store(to, lessOne(x, y, true, to));
}

/** Gives eˣ − 1; with both, it also stores eʸ − 1 behind where that is to be stored. */
@inline
function lessOne(x: v128, y: v128, both: bool, to: usize): v128 {
  let c = at(EXP, 20), d = at(EXP, 2);
  const boundedX = f32x4.pmin(f32x4.pmax(x, c), d), boundedY = both ? f32x4.pmin(f32x4.pmax(y, c), d) : boundedX;
  const magic = at(EXP, 13);
  c = at(EXP, 3);
  const shiftedX = madd(boundedX, c, magic), shiftedY = both ? madd(boundedY, c, magic) : shiftedX;
  const nX = f32x4.sub(shiftedX, magic), nY = both ? f32x4.sub(shiftedY, magic) : nX;
  c = at(EXP, 4);
  d = at(EXP, 5);
  const rX = madd(nX, d, madd(nX, c, boundedX)), rY = both ? madd(nY, d, madd(nY, c, boundedY)) : rX;
  const zX = f32x4.mul(rX, rX), zY = both ? f32x4.mul(rY, rY) : zX;
  c = at(EXP, 8);
  d = at(EXP, 9);
  let pX = madd(c, rX, d), pY = both ? madd(c, rY, d) : pX;
  c = at(EXP, 7);
  pX = madd(c, zX, pX);
  if (both) pY = madd(c, zY, pY);
  c = at(EXP, 10);
  d = at(EXP, 11);
  pX = madd(madd(pX, zX, madd(c, rX, d)), zX, rX);
  if (both) pY = madd(madd(pY, zY, madd(c, rY, d)), zY, rY);
  // 2ⁿ⁻¹, and half the result, as 2¹²⁸ is not a float32.
  c = at(NUMBERS, 1);
  if (both) {
    const power = i32x4.shl(shiftedY, 23), half = madd(power, pY, f32x4.sub(power, c));
    v128.store(to, withSignOf(y, f32x4.add(half, half)), 16);
  }
  const power = i32x4.shl(shiftedX, 23), half = madd(power, pX, f32x4.sub(power, c));
  return withSignOf(x, f32x4.add(half, half));
}

/** Near 0 a polynomial, which keeps small results exact; elsewhere 1 − 2/(e²ˣ + 1). */
@inline
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = madd(at(TANH, 0), z, at(TANH, 1));
  p = madd(p, z, at(TANH, 2));
  p = madd(p, z, at(TANH, 3));
  p = madd(p, z, at(TANH, 4));
  const near = madd(f32x4.mul(p, z), x, x);
  const twice = f32x4.add(size, size);
  const far = f32x4.sub(one(), f32x4.div(at(TANH, 6), f32x4.add(exponential(twice, twice, Domain.any, false, false, twice, twice, 0), one())));
  return select(near, withSignOf(x, far), f32x4.lt(size, at(TANH, 5)));
}

/** 1 / (1 + e⁻ˣ), of −|x|, so that nothing overflows. */
@inline
export function sigmoid(x: v128): v128 {
  const small = expBelow0(f32x4.neg(f32x4.abs(x)));
  return f32x4.div(select(small, one(), f32x4.lt(x, all(0))), f32x4.add(one(), small));
}

/**
 * The error function: near 0 a polynomial, which keeps small results exact; elsewhere 1 − t(a₁ + a₂t + …)e^(−x²) with
 * t = 1/(1 + px) (Abramowitz & Stegun, 1964, 7.1.26).
 */
@inline
export function erf(x: v128): v128 {
  const size = f32x4.abs(x), z = f32x4.mul(x, x);
  let p = madd(at(ERF, 0), z, at(ERF, 1));
  p = madd(p, z, at(ERF, 2));
  p = madd(p, z, at(ERF, 3));
  p = madd(p, z, at(ERF, 4));
  p = madd(p, z, at(ERF, 5));
  p = madd(p, z, at(ERF, 6));
  const near = f32x4.mul(p, x);
  const t = f32x4.div(one(), madd(at(ERF, 7), size, one()));
  let q = madd(at(ERF, 8), t, at(ERF, 9));
  q = madd(q, t, at(ERF, 10));
  q = madd(q, t, at(ERF, 11));
  q = madd(q, t, at(ERF, 12));
  const far = f32x4.sub(one(), f32x4.mul(f32x4.mul(q, t), expBelow0(f32x4.neg(z))));
  return select(near, withSignOf(x, far), f32x4.lt(size, one()));
}

/** The normal distribution's cumulative function. */
@inline
export function cumulative(x: v128): v128 {
  return f32x4.mul(f32x4.add(erf(f32x4.mul(x, at(NUMBERS, 2))), one()), at(NUMBERS, 1));
}

/** The derivative of x · cumulative(x): e^(−x²/2) / √(2π) · x + cumulative(x). */
@inline
export function geluSlope(x: v128): v128 {
  const bell = expBelow0(f32x4.mul(f32x4.mul(x, x), all(-0.5)));
  return f32x4.add(f32x4.mul(f32x4.div(bell, at(NUMBERS, 3)), x), cumulative(x));
}

/** The sine of x, or its cosine, which is the sine a quarter turn on; to 1e-7 of 1. */
@inline
export function sin(x: v128, quarter: i32): v128 {
  // Adding 1.5 · 2²³ rounds, and leaves the number of quarter turns in the last bits.
  const shifted = madd(x, at(SIN, 1), at(SIN, 2)), n = f32x4.sub(shifted, at(SIN, 2));
  const r = madd(n, at(SIN, 5), madd(n, at(SIN, 4), madd(n, at(SIN, 3), x))), z = f32x4.mul(r, r);
  const s = madd(f32x4.mul(madd(madd(at(SIN, 6), z, at(SIN, 7)), z, at(SIN, 8)), z), r, r);
  const even = madd(z, all(-0.5), one());
  const c = madd(f32x4.mul(madd(madd(at(SIN, 9), z, at(SIN, 10)), z, at(SIN, 11)), z), z, even);
  const turns = i32x4.add(shifted, i32x4.splat(quarter));
  const odd = i32x4.shr_s(i32x4.shl(turns, 31), 31), back = i32x4.shl(i32x4.shr_u(turns, 1), 31);
  const result = v128.xor(select(c, s, odd), back);
  // Elsewhere, and in NaN, one by one: there a turn has to be known to more digits.
  const isNear = f32x4.le(f32x4.abs(x), at(SIN, 0));
  return i32x4.all_true(isNear) ? result : select(result, sinOfEach(x, quarter), isNear);
}

function sinOfEach(x: v128, quarter: i32): v128 {
  let result = x;
  result = f32x4.replace_lane(result, 0, sinOf(f32x4.extract_lane(x, 0), quarter));
  result = f32x4.replace_lane(result, 1, sinOf(f32x4.extract_lane(x, 1), quarter));
  result = f32x4.replace_lane(result, 2, sinOf(f32x4.extract_lane(x, 2), quarter));
  return f32x4.replace_lane(result, 3, sinOf(f32x4.extract_lane(x, 3), quarter));
}

/** By way of float64: AssemblyScript's own float32 functions are wrong from 2⁸⁹ to 2⁹⁰. */
function sinOf(x: f32, quarter: i32): f32 {
  return <f32>(quarter ? NativeMath.cos(x) : NativeMath.sin(x));
}

@inline
function withSignOf(x: v128, size: v128): v128 {
  return v128.or(size, v128.and(x, at(BITS, 2)));
}

/** −1, 0 or 1, or NaN. */
@inline
export function sign(x: v128): v128 {
  const ones = f32x4.sub(
    v128.and(f32x4.gt(x, all(0)), one()),
    v128.and(f32x4.lt(x, all(0)), one()),
  );
  return select(ones, x, f32x4.eq(x, x));
}
