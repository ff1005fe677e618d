import type { Approximate } from "@tinytorch/testkit";
import { bounded, smallest, unit } from "../bounded.ts";

/** The shares of a line. What the difference to the largest is off by counts as often as it is large. */
export function expectedSoftmax(line: readonly number[]): readonly Approximate[] {
  const largest = Math.max(...line);
  const total = line.reduce((sum, x) => sum + Math.exp(x - largest), 0);
  return line.map((x) => {
    const share = Math.exp(x - largest) / total;
    const distance = Number.isFinite(x) ? largest - x : 0;
    return bounded(share, unit * share * (line.length + 6 + distance) + smallest);
  });
}
