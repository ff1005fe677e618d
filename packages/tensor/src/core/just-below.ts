import type { DType } from "./dtype.ts";

/** The largest number of a float type that is smaller than one of them. */
export function justBelow(value: number, dtype: DType): number {
  // A little more than half the distance to the next one, which rounding makes a whole one; near 0 that is the least there is.
  const half = 1.01 * Math.abs(value);
  if (dtype === "float64") return value - Math.max(half * 2 ** -53, Number.MIN_VALUE);
  return Math.fround(value - Math.max(half * 2 ** -24, 2 ** -149));
}
