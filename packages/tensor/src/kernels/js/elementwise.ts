import type { ElementwiseOperation, Strided } from "../kernels.ts";
import { binaryRows, type ElementRow, mixedRows, unaryRows } from "./element-rows.ts";
import { flatStep, forEachRow, isFlatOver, stridesOver } from "./rows.ts";

const rows: Record<ElementwiseOperation, ElementRow> = { ...unaryRows, ...binaryRows, ...mixedRows };

/** Applies an operation to the elements of its inputs, row by row. */
export function elementwise(
  operation: ElementwiseOperation,
  inputs: readonly Strided[],
  out: Strided,
  s = 0,
): void {
  const row = rows[operation];
  // An operation ignores the operands it does not have.
  const [a, b = a, c = a] = inputs;
  const target = out.storage.data;
  const [x, y, z] = [a.storage.data, b.storage.data, c.storage.data];
  if (out.isContiguous && isFlatOver(a, out) && isFlatOver(b, out) && isFlatOver(c, out)) {
    const [di, dj, dl] = [flatStep(a), flatStep(b), flatStep(c)];
    row(out.size, target, out.offset, 1, x, a.offset, di, y, b.offset, dj, s, z, c.offset, dl);
    return;
  }
  const at = [out.offset, a.offset, b.offset, c.offset];
  const strides = [out.strides, stridesOver(a, out), stridesOver(b, out), stridesOver(c, out)];
  forEachRow(out.shape, strides, at, (n, [dk, di, dj, dl]) => {
    row(n, target, at[0], dk, x, at[1], di, y, at[2], dj, s, z, at[3], dl);
  });
}

/** Writes one value everywhere. */
export function fill(out: Strided, value: number): void {
  const target = out.storage.data;
  const at = [out.offset];
  forEachRow(out.shape, [out.strides], at, (n, [dk]) => {
    if (dk === 1) target.fill(value, at[0], at[0] + n);
    else for (let k = at[0]; n > 0; n--, k += dk) target[k] = value;
  });
}
