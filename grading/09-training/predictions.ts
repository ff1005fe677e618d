import type { Inputs } from "@tinytorch/testkit";

export type Scores = { readonly logits: readonly (readonly number[])[]; readonly classes: readonly number[] };

/** Scores in which the largest of each row is anywhere, and of either sign; and classes, right here and there. */
export function drawScores(inputs: Inputs, rows: number, count: number): Scores {
  const logits = Array.from({ length: rows }, (_, row) =>
    inputs.signed(count, 0.1, 2).map((value) => Math.fround(value + (row % 3) * 3 - 3)),
  );
  const classes = logits.map((row, index) =>
    index % 2 === 0 ? firstLargest(row) : inputs.integer(0, count - 1),
  );
  return { logits, classes };
}

/** The place of the largest number, of equal ones the first. */
export function firstLargest(row: readonly number[]): number {
  return row.indexOf(Math.max(...row));
}
