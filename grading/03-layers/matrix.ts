import type { Inputs } from "@tinytorch/testkit";

export type Matrix = readonly (readonly number[])[];

/** Whole numbers from −9 to 9, of which products and sums are exact, in rows. */
export function wholeMatrix(inputs: Inputs, rows: number, columns: number): number[][] {
  return inRows(rows, columns, () => inputs.integer(-9, 9));
}

/** Numbers of all sizes from 1e-6 to 1e4, in rows. */
export function wideMatrix(inputs: Inputs, rows: number, columns: number): number[][] {
  return inRows(rows, columns, () => inputs.magnitudes(1, 1e-6, 1e4)[0]);
}

export function inRows(rows: number, columns: number, draw: () => number): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, draw));
}

export function transposed(matrix: Matrix): number[][] {
  return matrix[0].map((_, column) => matrix.map((row) => row[column]));
}
