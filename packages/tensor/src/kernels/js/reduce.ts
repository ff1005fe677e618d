import type { ElementArray } from "../contract/elements.ts";
import type { Strided } from "../contract/layout.ts";
import type { ReduceOperation } from "../contract/operations.ts";
import { forEachRow } from "../rows.ts";

/** One row: reduces `n` elements of `x` into `total` from position k by steps dk; dk = 0 makes one of them all into one. */
type ReduceRow = (
  x: ElementArray,
  i: number,
  di: number,
  total: Float64Array,
  k: number,
  dk: number,
  n: number,
) => void;

const rows: Record<ReduceOperation, ReduceRow> = {
  sum(x, i, di, total, k, dk, n) {
    if (dk !== 0) {
      for (; n > 0; n--, i += di, k += dk) total[k] += x[i];
      return;
    }
    let sum = total[k];
    for (; n > 0; n--, i += di) sum += x[i];
    total[k] = sum;
  },
  // Math.max and Math.min let NaN win, as PyTorch does.
  max(x, i, di, total, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) total[k] = Math.max(total[k], x[i]);
  },
  min(x, i, di, total, k, dk, n) {
    for (; n > 0; n--, i += di, k += dk) total[k] = Math.min(total[k], x[i]);
  },
};

/** A sum of whole numbers, which wraps round at 32 bits. */
const wholeSum: ReduceRow = (x, i, di, total, k, dk, n) => {
  if (dk !== 0) {
    for (; n > 0; n--, i += di, k += dk) total[k] = (total[k] + x[i]) | 0;
    return;
  }
  let sum = total[k] | 0;
  for (; n > 0; n--, i += di) sum = (sum + x[i]) | 0;
  total[k] = sum;
};

const identity: Record<ReduceOperation, number> = {
  sum: 0,
  max: Number.NEGATIVE_INFINITY,
  min: Number.POSITIVE_INFINITY,
};

/**
 * Reduces the dimensions that have size 1 in the output. The totals are kept in float64, so that a long float32 sum does
 * not lose its small terms.
 */
export function reduce(operation: ReduceOperation, x: Strided, out: Strided): void {
  const row = operation === "sum" && out.storage.dtype === "int32" ? wholeSum : rows[operation];
  const source = x.storage.data;
  const target = out.storage.data;
  const total = new Float64Array(out.size).fill(identity[operation]);
  if (out.size === 1 && x.isContiguous) row(source, x.offset, 1, total, 0, 0, x.size);
  else {
    forEachRow([{ shape: out.shape, strides: out.strides, offset: 0 }], x, (n, [k, i], [dk, di]) => {
      row(source, i, di, total, k, dk, n);
    });
  }
  target.set(total, out.offset);
}

/** The position of the first largest element of each innermost row; a NaN counts as the largest. */
export function argmax(x: Strided, out: Strided): void {
  const source = x.storage.data;
  const target = out.storage.data;
  const last = x.shape.length - 1;
  const [length, step] = [x.shape[last], x.strides[last]];
  const outer = { shape: x.shape.slice(0, last), strides: x.strides.slice(0, last), offset: x.offset };
  forEachRow([outer], out, (n, [start, first], [di, dk]) => {
    for (let i = start, k = first; n > 0; n--, i += di, k += dk) {
      let best = 0;
      let largest = source[i];
      for (let position = 1; position < length && !Number.isNaN(largest); position++) {
        const value = source[i + position * step];
        if (value > largest || Number.isNaN(value)) {
          best = position;
          largest = value;
        }
      }
      target[k] = best;
    }
  });
}
