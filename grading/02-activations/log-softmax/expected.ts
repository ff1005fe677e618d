import type { Approximate } from "@tinytorch/testkit";
import { bounded, unit } from "../bounded.ts";

/**
 * The logarithms of the shares of a line. Who adds the largest to the logarithm before both are taken away loses the digits that the
 * largest has no room for: here that is rounding.
 */
export function expectedLogSoftmax(line: readonly number[]): readonly Approximate[] {
  const rounding = 2 * unit * Math.abs(Math.max(...line));
  return expectedDigits(line).map(({ value, error }) => bounded(value, error + rounding));
}

/** The same with all their digits, however large the numbers of the line. */
export function expectedDigits(line: readonly number[]): readonly Approximate[] {
  const largest = Math.max(...line);
  const total = Math.log(line.reduce((sum, x) => sum + Math.exp(x - largest), 0));
  return line.map((x) => bounded(x - largest - total, unit * (line.length + 4 + 2 * (largest - x))));
}
