import type { Approximate } from "@tinytorch/testkit";

/**
 * Rows of x times rows of W, plus b: what float32 sums of these products, in any order, may be off. The rows are those of x with all
 * but its last size taken together.
 */
export function expectedRows(
  rows: readonly (readonly number[])[],
  weight: readonly (readonly number[])[],
  bias: readonly number[] | null,
): Approximate[] {
  return rows.flatMap((row) =>
    weight.map((weights, output) => {
      const terms = weights.map((value, place) => value * row[place]);
      return added(bias === null ? terms : [...terms, bias[output]]);
    }),
  );
}

/** A float32 sum of products: half a unit in the last place for each product and each addition. */
export function added(terms: readonly number[]): Approximate {
  const value = terms.reduce((sum, term) => sum + term, 0);
  const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
  return { value, error: Number.isFinite(size) ? (terms.length + 1) * 2 ** -24 * size : 0 };
}
