/** @throws RangeError unless every option is a whole number ≥ 1 */
export function requireCounts(layer: string, counts: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(counts)) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${layer}: ${name} must be a whole number ≥ 1, got ${value}`);
  }
}
