/** The middle value, of two the mean; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The point-biserial correlation of passing with a number: Pearson's correlation with passing as 1 and failing as 0.
 *
 *   r = (M₁ − M₀) / s · √(p · q)     s: the standard deviation of all (dividing by n), p and q: the shares who passed and failed
 *
 * @returns null where all passed, none did, or the number is everybody's.
 */
export function pointBiserial(pairs: readonly { readonly passed: boolean; readonly value: number }[]): number | null {
  const [passed, failed] = [true, false].map((each) =>
    pairs.filter((pair) => pair.passed === each).map(({ value }) => value),
  );
  if (passed === undefined || failed === undefined || passed.length === 0 || failed.length === 0) return null;
  const all = pairs.map(({ value }) => value);
  const centre = mean(all);
  const deviation = Math.sqrt(mean(all.map((value) => (value - centre) ** 2)));
  // What remains of rounding is no spread.
  if (deviation < 1e-9) return null;
  const share = passed.length / pairs.length;
  return ((mean(passed) - mean(failed)) / deviation) * Math.sqrt(share * (1 - share));
}
