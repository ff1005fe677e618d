/** From nothing to everything, in shades that read without colour. */
const shades = [" ", "░", "▒", "▓", "█"] as const;

/**
 * A matrix as a picture, two columns for each number, dark where it is large. Numbers run from the smallest to the largest
 * of the matrix, unless a range is given; what is not a number is a question mark.
 */
export function heatMap(matrix: readonly (readonly (number | null)[])[], range?: readonly [number, number]): string[] {
  let [low, high] = range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (range === undefined) {
    for (const value of matrix.flat()) {
      if (value !== null && Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
    }
  }
  const shade = (value: number | null): string => {
    if (value === null || Number.isNaN(value)) return "?";
    const part = (value - low) / (high - low || 1);
    return shades[Math.max(0, Math.min(Math.floor(part * shades.length), shades.length - 1))] ?? "?";
  };
  return matrix.map((row) => row.map((value) => shade(value).repeat(2)).join(""));
}
