/** @throws RangeError unless an option is a number ≥ 0; infinity and NaN are not. */
export function requireNonNegative(owner: string, option: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${owner}: ${option} must be a number ≥ 0, got ${value}`);
  }
}

/** @throws RangeError unless an option is in [0, 1). */
export function requireFraction(owner: string, option: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${owner}: ${option} must be in [0, 1), got ${value}`);
}

/** @throws RangeError unless an option is a whole number ≥ 1. */
export function requireCount(owner: string, option: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${owner}: ${option} must be a whole number ≥ 1, got ${value}`);
  }
}

/** @throws RangeError unless an option is a number; infinity and NaN are not. */
export function requireFinite(owner: string, option: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${owner}: ${option} must be a number, got ${value}`);
}
