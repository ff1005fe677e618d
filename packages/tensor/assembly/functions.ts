import { all, madd, select } from "./simd";

// Functions of four float32 at once, to about 1e-7. The polynomials are those of the Cephes library (Moshier, 1989). Constants
// are read from memory: V8 takes three instructions to make one up, in every turn of a loop.

const EXP = memory.data<f32>([
  // From which x on, up to which, log₂ e, −log 2 in two parts.
  -87.33, -88, 88.72284, 1.44269504088896341, -0.693359375, 2.12194440e-4,
  // 1.5 · 2²³ + 127, c₆ … c₂, 1
  12583039, 1.3814540e-3, 8.3687454e-3, 4.1668389e-2, 1.6666521e-1, 0.49999994, 1,
  // 1.5 · 2²³ + 126, 2c₆ … 2c₂, 2
  12583038, 2.7629080e-3, 1.67374908e-2, 8.3336778e-2, 3.3333042e-1, 0.99999988, 2,
]);
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
const NUMBERS = memory.data<f32>([1, 0.5]);
const BITS = memory.data<i32>([0x007fffff, 126]);

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
 * Adding 1.5 · 2²³ rounds, and leaves n in the last bits. What is smaller than about 1.7e-38 becomes 0.
 */
@inline
export function exp(x: v128): v128 {
  return exponential(x, x, false, false, 0);
}

/** eˣ where x ≤ 0, which is a little faster. What is smaller than about 8e-39 becomes 0. */
@inline
export function expBelow0(x: v128): v128 {
  return exponential(x, x, true, false, 0);
}

/** Stores eˣ and eʸ. Two at a time need their constants once. */
@inline
export function storeExp(x: v128, y: v128, to: usize): void {
  v128.store(to, exponential(x, y, false, true, to));
}

/** As `storeExp`, where neither is above 0. */
@inline
export function storeExpBelow0(x: v128, y: v128, to: usize): void {
  v128.store(to, exponential(x, y, true, true, to));
}

/** Gives eˣ; with both, it also stores eʸ behind where that is to be stored. */
@inline
function exponential(x: v128, y: v128, below0: bool, both: bool, to: usize): v128 {
  // pmax and pmin give their first operand when it is NaN.
  let c = at(EXP, below0 ? 1 : 0);
  x = f32x4.pmax(x, c);
  if (both) y = f32x4.pmax(y, c);
  if (!below0) {
    c = at(EXP, 2);
    x = f32x4.pmin(x, c);
    if (both) y = f32x4.pmin(y, c);
  }
  const table = EXP + (below0 ? 24 : 52);
  const magic = at(table, 0);
  c = at(EXP, 3);
  // The shifts put n + 127 where the exponent of a power of 2 goes. 2¹²⁸ is not a float32, so above 0 it is 2 · 2ⁿ⁻¹.
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
  pX = madd(pX, zX, below0 ? f32x4.add(x, c) : madd(x, c, c));
  if (both) {
    pY = madd(pY, zY, below0 ? f32x4.add(y, c) : madd(y, c, c));
    v128.store(to, f32x4.mul(pY, i32x4.shl(shiftedY, 23)), 16);
  }
  return f32x4.mul(pX, i32x4.shl(shiftedX, 23));
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

/** eˣ − 1 = (u − 1) · x / log u with u = eˣ as it is rounded (Kahan). */
@inline
export function expm1(x: v128): v128 {
  const u = exp(x);
  const plain = f32x4.sub(u, one());
  const corrected = f32x4.mul(plain, f32x4.div(x, log(u)));
  const far = v128.or(f32x4.gt(x, all(20)), f32x4.lt(x, all(-20)));
  return select(x, select(plain, corrected, far), f32x4.eq(u, one()));
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
  const far = f32x4.sub(one(), f32x4.div(at(TANH, 6), f32x4.add(exp(f32x4.add(size, size)), one())));
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

@inline
function withSignOf(x: v128, size: v128): v128 {
  return v128.or(size, v128.and(x, i32x4.splat(0x80000000)));
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
