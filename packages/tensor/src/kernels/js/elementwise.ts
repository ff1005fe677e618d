import type { Strided } from "../contract/layout.ts";
import type { ElementwiseOperation } from "../contract/operations.ts";
import { forEachRow, isFlatOver } from "../rows.ts";
import { activationRows, binaryRows, type ElementRow, mixedRows, unaryRows, wholeRows } from "./element-rows.ts";

const rows: Record<ElementwiseOperation, ElementRow> = {
  ...unaryRows,
  ...binaryRows,
  ...mixedRows,
  ...activationRows,
};

/** Applies an operation to the elements of its inputs, row by row. */
export function elementwise(operation: ElementwiseOperation, inputs: readonly Strided[], out: Strided, s = 0): void {
  const row = (out.storage.dtype === "int32" ? wholeRows[operation] : undefined) ?? rows[operation];
  // An operation ignores the operands it does not have.
  const [a, b = a, c = a] = inputs;
  const target = out.storage.data;
  const [x, y, z] = [a.storage.data, b.storage.data, c.storage.data];
  if (out.isContiguous && isFlatOver(a, out) && isFlatOver(b, out) && isFlatOver(c, out)) {
    const [di, dj, dl] = [a, b, c].map(({ size }) => (size === 1 ? 0 : 1));
    row(out.size, target, out.offset, 1, x, a.offset, di, y, b.offset, dj, s, z, c.offset, dl);
    return;
  }
  forEachRow([a, b, c], out, (n, [i, j, l, k], [di, dj, dl, dk]) => {
    row(n, target, k, dk, x, i, di, y, j, dj, s, z, l, dl);
  });
}

/** Writes one value everywhere. */
export function fill(out: Strided, value: number): void {
  const target = out.storage.data;
  forEachRow([], out, (n, [at], [step]) => {
    if (step === 1) target.fill(value, at, at + n);
    else for (let k = at; n > 0; n--, k += step) target[k] = value;
  });
}
