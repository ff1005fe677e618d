/** The p-norm of the values, in float64. */
export function norm(values: readonly number[], p: number): number {
  if (p === Infinity) return Math.max(...values.map(Math.abs));
  return values.reduce((total, value) => total + Math.abs(value) ** p, 0) ** (1 / p);
}
