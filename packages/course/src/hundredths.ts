/**
 * Points and percentages as people write them: to a hundredth, half a hundredth away from zero. This is the one place where
 * either is rounded. What a double cannot hold (1.005, 0.1 + 0.2) counts as the decimal it stands for, to a millionth.
 */
export function inHundredths(value: number): number {
  const hundredths = Math.round(Math.round(Math.abs(value) * 1_000_000) / 10_000);
  return hundredths === 0 ? 0 : (Math.sign(value) * hundredths) / 100;
}

/** Points of how many as points of another number, to a hundredth: 47 of 50 is 94 of 100. */
export function scaled(points: number, of: number, maximum: number): number {
  return of === maximum ? inHundredths(points) : inHundredths((points * maximum) / of);
}
