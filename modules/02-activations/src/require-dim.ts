/**
 * Refuses a dimension that a shape does not have. Negative ones count from the end: −1 is the last.
 * @throws RangeError like `softmax: dim must be a whole number from -2 to 1, got 2`
 */
export function requireDim(operation: string, { length }: readonly number[], dim: number): void {
  if (Number.isInteger(dim) && dim >= -length && dim < length) return;
  const rule =
    length === 0
      ? "there must be a dimension, and a single number has none"
      : `dim must be a whole number from ${-length} to ${length - 1}`;
  throw new RangeError(`${operation}: ${rule}, got ${dim}`);
}
