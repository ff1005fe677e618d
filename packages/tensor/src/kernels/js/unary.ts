import type { ElementArray } from "../../dtype.ts";
import type { Strided, UnaryOperation } from "../kernels.ts";
import { erf } from "./erf.ts";
import { flatStep, forEachRow, isFlatOver, stridesOver } from "./rows.ts";

/** One row: `n` elements of `x` from position i by steps di, into `out` from position k by steps dk. */
type UnaryRow = (
  x: ElementArray,
  i: number,
  di: number,
  out: ElementArray,
  k: number,
  dk: number,
  n: number,
) => void;

// Each loop is written out: a shared loop that calls the operation would be slower, because V8 cannot inline a callee
// that changes from call to call.
const rows: Record<UnaryOperation, UnaryRow> = {
  copy(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = x[i];
  },
  neg(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = -x[i];
  },
  exp(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.exp(x[i]);
  },
  expm1(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.expm1(x[i]);
  },
  log(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.log(x[i]);
  },
  log1p(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.log1p(x[i]);
  },
  sqrt(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.sqrt(x[i]);
  },
  abs(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.abs(x[i]);
  },
  sign(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.sign(x[i]);
  },
  sin(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.sin(x[i]);
  },
  cos(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.cos(x[i]);
  },
  tanh(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.tanh(x[i]);
  },
  relu(x, i, di, out, k, dk, n) {
    // Math.max lets NaN pass through.
    for (; n > 0; n--, i += di, k += dk) out[k] = Math.max(x[i], 0);
  },
  sigmoid(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) {
      // The exponent is never positive, so nothing overflows.
      const small = Math.exp(-Math.abs(x[i]));
      out[k] = x[i] < 0 ? small / (1 + small) : 1 / (1 + small);
    }
  },
  erf(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = erf(x[i]);
  },
  square(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = x[i] * x[i];
  },
  reciprocal(x, i, di, out, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) out[k] = 1 / x[i];
  },
};

/** Applies an operation to every element. */
export function unary(operation: UnaryOperation, x: Strided, out: Strided): void {
  const row = rows[operation];
  const source = x.storage.data;
  const target = out.storage.data;
  if (out.isContiguous && isFlatOver(x, out)) {
    row(source, x.offset, flatStep(x), target, out.offset, 1, out.size);
    return;
  }
  const at = [x.offset, out.offset];
  forEachRow(out.shape, [stridesOver(x, out), out.strides], at, (n, [di, dk]) => {
    row(source, at[0], di, target, at[1], dk, n);
  });
}

/** Bounds every element to [low, high]; NaN stays NaN. */
export function clamp(x: Strided, low: number, high: number, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const at = [x.offset, out.offset];
  forEachRow(out.shape, [stridesOver(x, out), out.strides], at, (n, [di, dk]) => {
    for (let i = at[0], k = at[1]; n > 0; n--, i += di, k += dk) {
      target[k] = Math.min(Math.max(source[i], low), high);
    }
  });
}

/** Writes one value everywhere. */
export function fill(out: Strided, value: number): void {
  const target = out.storage.data;
  if (out.isContiguous) {
    target.fill(value, out.offset, out.offset + out.size);
    return;
  }
  const at = [out.offset];
  forEachRow(out.shape, [out.strides], at, (n, [dk]) => {
    for (let k = at[0]; n > 0; n--, k += dk) target[k] = value;
  });
}
