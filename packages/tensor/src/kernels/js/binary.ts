import type { ElementArray } from "../../dtype.ts";
import type { BinaryOperation, BlendOperation, Strided } from "../kernels.ts";
import { flatStep, forEachRow, isFlatOver, stridesOver } from "./rows.ts";

/** One row: `n` elements of `a` and `b`, from positions i and j by steps di and dj, into `out` at k by dk. */
type BinaryRow = (
  a: ElementArray,
  i: number,
  di: number,
  b: ElementArray,
  j: number,
  dj: number,
  out: ElementArray,
  k: number,
  dk: number,
  n: number,
) => void;

// Each loop is written out for the reason given in unary.ts. A step of 0 repeats an element: that is broadcasting.
const rows: Record<BinaryOperation, BinaryRow> = {
  add(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] + b[j];
  },
  sub(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] - b[j];
  },
  mul(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] * b[j];
  },
  div(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] / b[j];
  },
  pow(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = power(a[i], b[j]);
  },
  maximum(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = Math.max(a[i], b[j]);
  },
  minimum(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = Math.min(a[i], b[j]);
  },
  eq(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] === b[j] ? 1 : 0;
  },
  ne(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] !== b[j] ? 1 : 0;
  },
  lt(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] < b[j] ? 1 : 0;
  },
  le(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] <= b[j] ? 1 : 0;
  },
  gt(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] > b[j] ? 1 : 0;
  },
  ge(a, i, di, b, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] >= b[j] ? 1 : 0;
  },
  reluGradient(g, i, di, y, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = y[j] > 0 ? g[i] : 0;
  },
  tanhGradient(g, i, di, y, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = g[i] * (1 - y[j] * y[j]);
  },
  sigmoidGradient(g, i, di, y, j, dj, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = g[i] * y[j] * (1 - y[j]);
  },
};

/** IEEE 754's power, as in C: 1 to any power and (±1)^±∞ are 1, where `Math.pow` says NaN. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
  return base ** exponent;
}

/** Applies an operation to every pair of elements. */
export function binary(operation: BinaryOperation, a: Strided, b: Strided, out: Strided): void {
  const row = rows[operation];
  const left = a.storage.data;
  const right = b.storage.data;
  const target = out.storage.data;
  if (out.isContiguous && isFlatOver(a, out) && isFlatOver(b, out)) {
    row(left, a.offset, flatStep(a), right, b.offset, flatStep(b), target, out.offset, 1, out.size);
    return;
  }
  const at = [a.offset, b.offset, out.offset];
  forEachRow(out.shape, [stridesOver(a, out), stridesOver(b, out), out.strides], at, (n, [di, dj, dk]) => {
    row(left, at[0], di, right, at[1], dj, target, at[2], dk, n);
  });
}

/** A row that also takes a number. */
type BlendRow = (
  a: ElementArray,
  i: number,
  di: number,
  b: ElementArray,
  j: number,
  dj: number,
  scalar: number,
  out: ElementArray,
  k: number,
  dk: number,
  n: number,
) => void;

const blends: Record<BlendOperation, BlendRow> = {
  addScaled(a, i, di, b, j, dj, scalar, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] + scalar * b[j];
  },
  lerp(a, i, di, b, j, dj, scalar, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, k += dk) out[k] = a[i] + scalar * (b[j] - a[i]);
  },
};

/** Mixes every pair of elements by a number. */
export function blend(operation: BlendOperation, a: Strided, b: Strided, scalar: number, out: Strided): void {
  const row = blends[operation];
  const left = a.storage.data;
  const right = b.storage.data;
  const target = out.storage.data;
  if (out.isContiguous && isFlatOver(a, out) && isFlatOver(b, out)) {
    row(left, a.offset, flatStep(a), right, b.offset, flatStep(b), scalar, target, out.offset, 1, out.size);
    return;
  }
  const at = [a.offset, b.offset, out.offset];
  forEachRow(out.shape, [stridesOver(a, out), stridesOver(b, out), out.strides], at, (n, [di, dj, dk]) => {
    row(left, at[0], di, right, at[1], dj, scalar, target, at[2], dk, n);
  });
}
