/**
 * The error function, `2/√π ∫₀ˣ e^{−t²} dt`, by the series all of whose terms are positive, so that none cancel
 * (Abramowitz & Stegun, 1964, 7.1.6):
 *
 *   erf x = 2/√π · e^{−x²} Σₙ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1))
 */
export function erf(x: number): number {
  // From 6 on, the difference to 1 is smaller than a float64 can hold.
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
