import type { Approximate, Expected } from "@tinytorch/testkit";
import { type Matrix, transposed } from "../matrix.ts";

/** Rows by columns, each with what float64 sums of these products in any order may be off. */
export function product(a: Matrix, b: Matrix): Expected {
  const columns = transposed(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
}

function dot(row: readonly number[], column: readonly number[]): Approximate {
  const terms = row.map((value, place) => value * column[place]);
  const value = terms.reduce((sum, term) => sum + term, 0);
  const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
  return { value, error: Number.isFinite(size) ? terms.length * 2 ** -53 * size : 0 };
}
