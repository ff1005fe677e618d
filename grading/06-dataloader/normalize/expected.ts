import { type Approximate, difference, quotient } from "@tinytorch/testkit";

/** A channel's mean and deviation, and how far float32 sums may be off. */
export interface Measured {
  readonly mean: Approximate;
  readonly deviation: Approximate;
}

/** By the sums of all pairs, Σᵢ<ⱼ (xᵢ − xⱼ)² / N² for the variance, which needs no mean. */
export function measure(values: readonly number[]): Measured {
  const count = values.length;
  let pairs = 0;
  for (const [i, a] of values.entries()) for (const b of values.slice(0, i)) pairs += (a - b) ** 2;
  const mean = values.reduce((sum, value) => sum + value / count, 0);
  const deviation = Math.sqrt(pairs) / count || 1;
  const largest = Math.max(...values.map(Math.abs));
  return {
    mean: { value: mean, error: 1e-6 * largest },
    deviation: { value: deviation, error: 1e-6 * largest + 1e-5 * deviation },
  };
}

/** (x − m) / s. */
export function standardized(x: number, { mean, deviation }: Measured): Approximate {
  return quotient(difference({ value: x, error: 0 }, mean), deviation);
}
