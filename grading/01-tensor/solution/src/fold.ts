import type { ElementArray } from "./dtype.ts";

/** The numbers added up; 0 of none. Add in a plain number, which has 64 bits: every step in float32 would be rounded. */
export function sumOf(row: ElementArray): number {
  // BEGIN SOLUTION
  // TODO: add up all numbers of the row
  let sum = 0;
  for (const value of row) sum += value;
  return sum;
  // END SOLUTION
}

/** The sum over the number of *these* numbers; NaN (0/0) of none. */
export function meanOf(row: ElementArray): number {
  // BEGIN SOLUTION
  // TODO: divide the sum by how many there are
  return sumOf(row) / row.length;
  // END SOLUTION
}

/**
 * Where the largest number stands; of several equal ones, the first. NaN counts as larger than anything: the first NaN wins.
 * @throws RangeError when there are none: `argmax: there must be a number to choose, got none`
 */
export function argmaxOf(row: ElementArray, operation = "argmax"): number {
  // BEGIN SOLUTION
  // TODO: start with the first number, and move on only to what is really larger
  if (row.length === 0) throw new RangeError(`${operation}: there must be a number to choose, got none`);
  let best = 0;
  for (let i = 1; i < row.length; i += 1) {
    if (row[i] > row[best] || (Number.isNaN(row[i]) && !Number.isNaN(row[best]))) best = i;
  }
  return best;
  // END SOLUTION
}

/**
 * The largest number; NaN when one of them is.
 * @throws RangeError when there are none: `max: there must be a number to choose, got none`
 */
export function maxOf(row: ElementArray): number {
  // BEGIN SOLUTION
  // TODO: start with a number of the row, and not with 0
  return row[argmaxOf(row, "max")];
  // END SOLUTION
}
