import type { ElementArray } from "../contract/elements.ts";
import type {
  ActivationOperation,
  BinaryOperation,
  ElementwiseOperation,
  MixedOperation,
  UnaryOperation,
} from "../contract/operations.ts";
import { erf } from "./erf.ts";

/**
 * One row of an operation on elements: `n` of them into `out`, from position k by steps dk, out of the operands a, b and c, from
 * i, j and l by di, dj and dl, and a number s. A step of 0 repeats an element: that is broadcasting.
 */
export type ElementRow = (
  n: number,
  out: ElementArray,
  k: number,
  dk: number,
  a: ElementArray,
  i: number,
  di: number,
  b: ElementArray,
  j: number,
  dj: number,
  s: number,
  c: ElementArray,
  l: number,
  dl: number,
) => void;

// Each loop is written out: a shared loop that calls the operation would be slower, because V8 cannot inline a callee
// that changes from call to call.

/** From here on every float64 is a whole number. */
const LEAST_WHOLE = 2 ** 52;

/** Functions of one element. */
export const unaryRows: Record<UnaryOperation, ElementRow> = {
  copy(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = a[i];
  },
  neg(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = -a[i];
  },
  exp(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.exp(a[i]);
  },
  expm1(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.expm1(a[i]);
  },
  log(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.log(a[i]);
  },
  log1p(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.log1p(a[i]);
  },
  sqrt(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.sqrt(a[i]);
  },
  abs(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.abs(a[i]);
  },
  sign(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.sign(a[i]);
  },
  floor(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.floor(a[i]);
  },
  ceil(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.ceil(a[i]);
  },
  round(n, out, k, dk, a, i, di) {
    // What is smaller has no room beside it for a fraction, and is rounded to the even neighbour as sums are.
    for (; n > 0; n--, k += dk, i += di) {
      const x = a[i];
      const nearest = Math.abs(x) + LEAST_WHOLE - LEAST_WHOLE;
      out[k] = x === 0 || !(Math.abs(x) < LEAST_WHOLE) ? x : x < 0 ? -nearest : nearest;
    }
  },
  trunc(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.trunc(a[i]);
  },
  sin(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.sin(a[i]);
  },
  cos(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.cos(a[i]);
  },
  tanh(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.tanh(a[i]);
  },
  relu(n, out, k, dk, a, i, di) {
    // Math.max lets NaN pass through.
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.max(a[i], 0);
  },
  sigmoid(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) {
      // The exponent is never positive, so nothing overflows.
      const small = Math.exp(-Math.abs(a[i]));
      out[k] = a[i] < 0 ? small / (1 + small) : 1 / (1 + small);
    }
  },
  erf(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = erf(a[i]);
  },
  square(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = a[i] * a[i];
  },
  reciprocal(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = 1 / a[i];
  },
};

/** Functions of two elements; the comparisons give 1 or 0. A function's gradient takes the one that arrives, and its value. */
export const binaryRows: Record<BinaryOperation, ElementRow> = {
  add(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] + b[j];
  },
  sub(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] - b[j];
  },
  mul(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] * b[j];
  },
  div(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] / b[j];
  },
  pow(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = power(a[i], b[j]);
  },
  maximum(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = Math.max(a[i], b[j]);
  },
  minimum(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = Math.min(a[i], b[j]);
  },
  eq(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] === b[j] ? 1 : 0;
  },
  ne(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] !== b[j] ? 1 : 0;
  },
  lt(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] < b[j] ? 1 : 0;
  },
  le(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] <= b[j] ? 1 : 0;
  },
  gt(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] > b[j] ? 1 : 0;
  },
  ge(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] >= b[j] ? 1 : 0;
  },
  reluGradient(n, out, k, dk, g, i, di, y, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = y[j] <= 0 ? 0 : g[i];
  },
  tanhGradient(n, out, k, dk, g, i, di, y, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = g[i] * ((1 - y[j]) * (1 + y[j]));
  },
  sigmoidGradient(n, out, k, dk, g, i, di, y, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = g[i] * y[j] * (1 - y[j]);
  },
};

/** Functions of two or three elements, most of them with a number. */
export const mixedRows: Record<MixedOperation, ElementRow> = {
  addScaled(n, out, k, dk, a, i, di, b, j, dj, s) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] + s * b[j];
  },
  lerp(n, out, k, dk, a, i, di, b, j, dj, s) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[i] + s * (b[j] - a[i]);
  },
  addcmul(n, out, k, dk, a, i, di, b, j, dj, s, c, l, dl) {
    for (; n > 0; n--, k += dk, i += di, j += dj, l += dl) out[k] = a[i] + s * b[j] * c[l];
  },
  addcdiv(n, out, k, dk, a, i, di, b, j, dj, s, c, l, dl) {
    for (; n > 0; n--, k += dk, i += di, j += dj, l += dl) out[k] = a[i] + (s * b[j]) / c[l];
  },
  where(n, out, k, dk, a, i, di, b, j, dj, _s, c, l, dl) {
    for (; n > 0; n--, k += dk, i += di, j += dj, l += dl) out[k] = a[i] !== 0 ? b[j] : c[l];
  },
  clamp(n, out, k, dk, a, i, di, b, j, dj, _s, c, l, dl) {
    // NaN stays NaN.
    for (; n > 0; n--, k += dk, i += di, j += dj, l += dl) out[k] = Math.min(Math.max(a[i], b[j]), c[l]);
  },
  divGradient(n, out, k, dk, g, i, di, a, j, dj, _s, b, l, dl) {
    // Not by the square of b, which may be too large or too small where the result is not.
    for (; n > 0; n--, k += dk, i += di, j += dj, l += dl) out[k] = -g[i] * (a[j] / b[l] / b[l]);
  },
  powGradient(n, out, k, dk, g, i, di, a, j, dj, _s, b, l, dl) {
    // A power of 0 is constant, even where 0⁻¹ is not finite.
    for (; n > 0; n--, k += dk, i += di, j += dj, l += dl)
      out[k] = b[l] === 0 ? 0 : g[i] * (b[l] * power(a[j], b[l] - 1));
  },
  exponentGradient(n, out, k, dk, g, i, di, a, j, dj, _s, b, l, dl) {
    // The powers of 0 are constant too.
    for (; n > 0; n--, k += dk, i += di, j += dj, l += dl)
      out[k] = a[j] === 0 && b[l] >= 0 ? 0 : g[i] * (power(a[j], b[l]) * Math.log(a[j]));
  },
};

/** Functions of layers; their gradients take the one that arrives, and the input. */
export const activationRows: Record<ActivationOperation, ElementRow> = {
  elu(n, out, k, dk, a, i, di, _b, _j, _dj, s) {
    for (; n > 0; n--, k += dk, i += di) out[k] = a[i] > 0 ? a[i] : Math.expm1(a[i]) * s;
  },
  eluGradient(n, out, k, dk, g, i, di, a, j, dj, s) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = a[j] <= 0 ? Math.exp(a[j]) * s * g[i] : g[i];
  },
  gelu(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = normalCumulative(a[i]) * a[i];
  },
  geluGradient(n, out, k, dk, g, i, di, a, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) {
      const density = Math.exp((a[j] * a[j]) / -2) / Math.sqrt(2 * Math.PI);
      out[k] = (density * a[j] + normalCumulative(a[j])) * g[i];
    }
  },
  expm1Gradient(n, out, k, dk, g, i, di, a, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = Math.exp(a[j]) * g[i];
  },
};

/** Where whole numbers need a loop of their own: their products have more digits than a float64, and wrap round at 32 bits. */
export const wholeRows: Partial<Record<ElementwiseOperation, ElementRow>> = {
  mul(n, out, k, dk, a, i, di, b, j, dj) {
    for (; n > 0; n--, k += dk, i += di, j += dj) out[k] = Math.imul(a[i], b[j]);
  },
  square(n, out, k, dk, a, i, di) {
    for (; n > 0; n--, k += dk, i += di) out[k] = Math.imul(a[i], a[i]);
  },
};

/** IEEE 754's power, as in C: 1 to any power and (±1)^±∞ are 1, where `Math.pow` says NaN. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
  return base ** exponent;
}

/** The normal distribution's cumulative function. */
function normalCumulative(x: number): number {
  return (erf(x * Math.SQRT1_2) + 1) / 2;
}
