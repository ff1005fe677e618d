/** The slopes of a function of plain numbers, by differences of fourth order in float64: good to about ten digits. */
export function centralDifferences(
  f: (numbers: readonly number[]) => number,
  at: readonly number[],
): number[] {
  const step = 1e-4;
  return at.map((value, i) => {
    const moved = (by: number) => f(at.with(i, value + by * step));
    return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * step);
  });
}
