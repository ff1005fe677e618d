import type { ElementArray } from "../../dtype.ts";
import type { Strided, TernaryOperation } from "../kernels.ts";
import { flatStep, forEachRow, isFlatOver, stridesOver } from "./rows.ts";

/** One row: `n` elements of `a`, `b` and `c`, with a number, into `out`. */
type TernaryRow = (
  a: ElementArray,
  i: number,
  di: number,
  b: ElementArray,
  j: number,
  dj: number,
  c: ElementArray,
  l: number,
  dl: number,
  scalar: number,
  out: ElementArray,
  k: number,
  dk: number,
  n: number,
) => void;

const rows: Record<TernaryOperation, TernaryRow> = {
  addcmul(a, i, di, b, j, dj, c, l, dl, scalar, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, l += dl, k += dk) out[k] = a[i] + scalar * b[j] * c[l];
  },
  addcdiv(a, i, di, b, j, dj, c, l, dl, scalar, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, l += dl, k += dk) out[k] = a[i] + (scalar * b[j]) / c[l];
  },
  where(a, i, di, b, j, dj, c, l, dl, _scalar, out, k, dk, n) {
    for (; n > 0; n--, i += di, j += dj, l += dl, k += dk) out[k] = a[i] !== 0 ? b[j] : c[l];
  },
};

/** Applies an operation to every three elements. */
export function ternary(
  operation: TernaryOperation,
  a: Strided,
  b: Strided,
  c: Strided,
  scalar: number,
  out: Strided,
): void {
  const row = rows[operation];
  const x = a.storage.data;
  const y = b.storage.data;
  const z = c.storage.data;
  const target = out.storage.data;
  if (out.isContiguous && isFlatOver(a, out) && isFlatOver(b, out) && isFlatOver(c, out)) {
    const [di, dj, dl] = [flatStep(a), flatStep(b), flatStep(c)];
    row(x, a.offset, di, y, b.offset, dj, z, c.offset, dl, scalar, target, out.offset, 1, out.size);
    return;
  }
  const at = [a.offset, b.offset, c.offset, out.offset];
  const strides = [stridesOver(a, out), stridesOver(b, out), stridesOver(c, out), out.strides];
  forEachRow(out.shape, strides, at, (n, [di, dj, dl, dk]) => {
    row(x, at[0], di, y, at[1], dj, z, at[2], dl, scalar, target, at[3], dk, n);
  });
}
