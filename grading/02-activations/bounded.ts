import type { Approximate } from "@tinytorch/testkit";

/** How far two neighbouring float32 numbers near 1 are apart: about as far as one operation may be off, twice. */
export const unit = 2 ** -23;

/** The smallest float32 number that has all its digits: below, some machines have only 0. */
export const smallest = 2 ** -126;

/** A number with a bound, and without one where it is infinite or none. */
export function bounded(value: number, error: number): Approximate {
  return { value, error: Number.isFinite(value) ? error : 0 };
}
