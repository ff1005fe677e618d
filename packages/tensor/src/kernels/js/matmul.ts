import type { ElementArray } from "../contract/elements.ts";
import type { Strided } from "../contract/layout.ts";
import { batchOf, forEachRow } from "../rows.ts";

/** A matrix inside a flat block: where it starts, and its row and column strides. */
interface Matrix {
  readonly data: ElementArray;
  start: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** Multiplies the matrices in the last two dimensions, repeating those that broadcast over the others. */
export function matmul(a: Strided, b: Strided, out: Strided): void {
  const left = matrixOf(a);
  const right = matrixOf(b);
  const target = matrixOf(out);
  const [m, n] = out.shape.slice(-2);
  const k = a.shape[a.shape.length - 1];
  const product =
    out.storage.dtype === "int32"
      ? ofWholes
      : right.rowStride === 1 && right.columnStride !== 1
        ? byDotProducts
        : byRows;

  forEachRow([batchOf(a), batchOf(b)], batchOf(out), (length, at, [da, db, dout]) => {
    for (let item = 0; item < length; item++) {
      left.start = at[0] + item * da;
      right.start = at[1] + item * db;
      target.start = at[2] + item * dout;
      product(left, right, target, m, k, n);
    }
  });
}

function matrixOf(operand: Strided): Matrix {
  const [rowStride, columnStride] = operand.strides.slice(-2);
  return { data: operand.storage.data, start: operand.offset, rowStride, columnStride };
}

/** Row i of the product is the sum of the rows of b, each weighted by an element of a's row i: b is read along its rows. */
function byRows(a: Matrix, b: Matrix, out: Matrix, m: number, k: number, n: number): void {
  const { data: x } = a;
  const { data: y, columnStride: step } = b;
  const { data: z } = out;
  for (let i = 0; i < m; i++) {
    const row = out.start + i * out.rowStride;
    z.fill(0, row, row + n);
    for (let p = 0; p < k; p++) {
      const weight = x[a.start + i * a.rowStride + p * a.columnStride];
      let at = b.start + p * b.rowStride;
      for (let j = 0; j < n; j++, at += step) z[row + j] += weight * y[at];
    }
  }
}

/** As `byRows`, of whole numbers, which wrap round at 32 bits. */
function ofWholes(a: Matrix, b: Matrix, out: Matrix, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i++) {
    const row = out.start + i * out.rowStride;
    out.data.fill(0, row, row + n);
    for (let p = 0; p < k; p++) {
      const weight = a.data[a.start + i * a.rowStride + p * a.columnStride];
      let at = b.start + p * b.rowStride;
      for (let j = 0; j < n; j++, at += b.columnStride) out.data[row + j] += Math.imul(weight, b.data[at]);
    }
  }
}

/** Element (i, j) is a's row i times b's column j: for a transposed b, whose columns lie contiguous in memory. */
function byDotProducts(a: Matrix, b: Matrix, out: Matrix, m: number, k: number, n: number): void {
  const { data: x, columnStride: step } = a;
  const { data: y } = b;
  const { data: z } = out;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      let left = a.start + i * a.rowStride;
      let right = b.start + j * b.columnStride;
      for (let p = 0; p < k; p++, left += step, right++) sum += x[left] * y[right];
      z[out.start + i * out.rowStride + j] = sum;
    }
  }
}
