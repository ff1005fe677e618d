import type { ElementArray } from "./dtype.ts";

/** The numbers added up; 0 of none. Add in a plain number, which has 64 bits: every step in float32 would be rounded. */
export function sumOf(row: ElementArray): number {
  throw new Error("TODO(01-tensor): add up all numbers of the row");
}

/** The sum over the number of *these* numbers; NaN (0/0) of none. */
export function meanOf(row: ElementArray): number {
  throw new Error("TODO(01-tensor): divide the sum by how many there are");
}

/**
 * Where the largest number stands; of several equal ones, the first. NaN counts as larger than anything: the first NaN wins.
 * @throws RangeError when there are none: `argmax: there must be a number to choose, got none`
 */
export function argmaxOf(row: ElementArray, operation = "argmax"): number {
  throw new Error("TODO(01-tensor): start with the first number, and move on only to what is really larger");
}

/**
 * The largest number; NaN when one of them is.
 * @throws RangeError when there are none: `max: there must be a number to choose, got none`
 */
export function maxOf(row: ElementArray): number {
  throw new Error("TODO(01-tensor): start with a number of the row, and not with 0");
}
