import type { Generator } from "@tinytorch/tensor";

/**
 * The numbers 0 … n−1 in random order, each of the n! orders equally likely (Fisher & Yates, 1938; Durstenfeld, 1964).
 *
 *   for i = n−1 down to 1:  draw j from 0 … i, and swap the numbers at positions i and j
 *
 * `generator.integer(k)` draws a whole number from 0 to k − 1. All chance comes from the generator: the same seed gives the
 * same order, and the next call another one.
 * @returns a list of its own at every call
 * @throws RangeError when n is not a whole number >= 0, like `shuffle: n must be a whole number >= 0, got -1`
 */
export function shuffle(n: number, generator: Generator): number[] {
  if (!(Number.isInteger(n) && n >= 0)) {
    throw new RangeError(`shuffle: n must be a whole number >= 0, got ${n}`);
  }
  // BEGIN SOLUTION
  // TODO: list the numbers 0 … n−1, then swap from the end
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i -= 1) {
    const j = generator.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
  // END SOLUTION
}
