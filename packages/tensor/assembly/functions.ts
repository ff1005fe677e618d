import { all, madd } from "./simd";

// Functions of four float32 at once, to about 1e-7. The polynomials are those of the Cephes library (Moshier, 1989).

/** eˣ = 2ⁿ eʳ with n = round(x / log 2); the scaling is done in two steps, so that results may be subnormal. */
@inline
export function exp(x: v128): v128 {
  // pmax and pmin give their first operand when it is NaN.
  const bounded = f32x4.pmin(f32x4.pmax(x, all(-104)), all(89));
  const n = f32x4.nearest(f32x4.mul(bounded, all(1.44269504088896341)));
  const r = madd(n, all(2.12194440e-4), madd(n, all(-0.693359375), bounded));
  let p = madd(all(1.9875691500e-4), r, all(1.3981999507e-3));
  p = madd(p, r, all(8.3334519073e-3));
  p = madd(p, r, all(4.1665795894e-2));
  p = madd(p, r, all(1.6666665459e-1));
  p = madd(p, r, all(5.0000001201e-1));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), all(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** log x = e log 2 + log m with x = m · 2ᵉ and m in [√½, √2). */
@inline
export function log(x: v128): v128 {
  const small = f32x4.lt(x, all(1.17549435e-38));
  const normal = v128.bitselect(f32x4.mul(x, all(8388608)), x, small);
  const bits = i32x4.sub(i32x4.shr_u(normal, 23), i32x4.splat(126));
  let e = f32x4.sub(f32x4.convert_i32x4_s(bits), v128.and(small, all(23)));
  const fraction = v128.or(v128.and(normal, i32x4.splat(0x007fffff)), all(0.5));
  const low = f32x4.lt(fraction, all(0.707106781186547524));
  e = f32x4.sub(e, v128.and(low, all(1)));
  const m = f32x4.add(f32x4.sub(fraction, all(1)), v128.and(low, fraction));
  const z = f32x4.mul(m, m);
  let p = madd(all(7.0376836292e-2), m, all(-1.1514610310e-1));
  p = madd(p, m, all(1.1676998740e-1));
  p = madd(p, m, all(-1.2420140846e-1));
  p = madd(p, m, all(1.4249322787e-1));
  p = madd(p, m, all(-1.6668057665e-1));
  p = madd(p, m, all(2.0000714765e-1));
  p = madd(p, m, all(-2.4999993993e-1));
  p = madd(p, m, all(3.3333331174e-1));
  p = madd(e, all(-2.12194440e-4), f32x4.mul(f32x4.mul(p, m), z));
  p = madd(z, all(-0.5), p);
  const result = madd(e, all(0.693359375), f32x4.add(m, p));
  const atMost0 = v128.bitselect(all(-Infinity), all(NaN), f32x4.eq(x, all(0)));
  const finite = v128.bitselect(result, atMost0, f32x4.gt(x, all(0)));
  return v128.bitselect(x, finite, f32x4.eq(x, all(Infinity)));
}

/** log(1 + x) = log u · x / (u − 1) with u = 1 + x as it is rounded (Kahan). */
@inline
export function log1p(x: v128): v128 {
  const u = f32x4.add(x, all(1));
  const plain = log(u);
  const corrected = f32x4.mul(plain, f32x4.div(x, f32x4.sub(u, all(1))));
  const finite = v128.bitselect(plain, corrected, f32x4.eq(f32x4.abs(u), all(Infinity)));
  return v128.bitselect(x, finite, f32x4.eq(u, all(1)));
}

/** eˣ − 1 = (u − 1) · x / log u with u = eˣ as it is rounded (Kahan). */
@inline
export function expm1(x: v128): v128 {
  const u = exp(x);
  const plain = f32x4.sub(u, all(1));
  const corrected = f32x4.mul(plain, f32x4.div(x, log(u)));
  const far = v128.or(f32x4.gt(x, all(20)), f32x4.lt(x, all(-20)));
  return v128.bitselect(x, v128.bitselect(plain, corrected, far), f32x4.eq(u, all(1)));
}

/** Near 0 a polynomial, which keeps small results exact; elsewhere 1 − 2/(e²ˣ + 1). */
@inline
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = madd(all(-5.70498872745e-3), z, all(2.06390887954e-2));
  p = madd(p, z, all(-5.37397155531e-2));
  p = madd(p, z, all(1.33314422036e-1));
  p = madd(p, z, all(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, z), x, x);
  const far = f32x4.sub(all(1), f32x4.div(all(2), f32x4.add(exp(f32x4.add(size, size)), all(1))));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(near, signed, f32x4.lt(size, all(0.625)));
}

/** 1 / (1 + e⁻ˣ), of −|x|, so that nothing overflows. */
@inline
export function sigmoid(x: v128): v128 {
  const small = exp(f32x4.neg(f32x4.abs(x)));
  return f32x4.div(v128.bitselect(small, all(1), f32x4.lt(x, all(0))), f32x4.add(all(1), small));
}

/** −1, 0 or 1, or NaN. */
@inline
export function sign(x: v128): v128 {
  const ones = f32x4.sub(
    v128.and(f32x4.gt(x, all(0)), all(1)),
    v128.and(f32x4.lt(x, all(0)), all(1)),
  );
  return v128.bitselect(ones, x, f32x4.eq(x, x));
}
