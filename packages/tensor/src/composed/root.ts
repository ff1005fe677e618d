import type { Composable } from "./composable.ts";

/** A root, whose slope at 0 is taken to be 0 instead of infinite: what PyTorch does with norms and deviations. */
export function flatAtZero<T extends Composable<T>>(x: T, root: (x: T) => T): T {
  const zero = x.eq(0);
  return zero.any().item() === 0 ? root(x) : root(x.maskedFill(zero, 1)).maskedFill(zero, 0);
}
