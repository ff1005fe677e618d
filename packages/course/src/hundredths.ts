/**
 * Points and percentages as people write them: to a hundredth, half a hundredth away from zero. This is the one place where
 * either is rounded. What a double cannot hold (1.005, 0.1 + 0.2) counts as the decimal it stands for, to a millionth.
 */
export function inHundredths(value: number): number {
  const hundredths = Math.round(Math.round(Math.abs(value) * 1_000_000) / 10_000);
  return hundredths === 0 ? 0 : (Math.sign(value) * hundredths) / 100;
}
