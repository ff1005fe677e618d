import type { Approximate } from "@tinytorch/testkit";
import type { Given } from "./apply.ts";
import type { Rule } from "./expect-seen.ts";

/** A rule that holds for each line along a dimension by itself. */
export function along(dim: number, rule: (line: readonly number[]) => readonly Approximate[]): Rule {
  return ({ values, shape }: Given) => {
    const d = dim < 0 ? dim + shape.length : dim;
    const length = shape[d] ?? 0;
    const stride = shape.slice(d + 1).reduce((product, each) => product * each, 1);
    const expected: Approximate[] = [];
    for (const start of values.keys()) {
      // The first of a line is the one from which no step back along the dimension is left.
      if (Math.floor(start / stride) % length !== 0) continue;
      const places = Array.from({ length }, (_, i) => start + i * stride);
      const line = rule(places.map((place) => values[place] ?? Number.NaN));
      for (const [i, place] of places.entries()) expected[place] = line[i] ?? { value: Number.NaN, error: 0 };
    }
    return expected;
  };
}
