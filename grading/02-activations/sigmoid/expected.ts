import type { Approximate } from "@tinytorch/testkit";
import { bounded, smallest, unit } from "../bounded.ts";

/** 1 / (1 + e⁻ˣ), to a few parts in ten million of 1. */
export function expectedSigmoid(x: number): Approximate {
  return bounded(logistic(x), 4 * unit);
}

/** The same, to a few parts in a million of itself: far on the left too, down to the smallest numbers there are. */
export function expectedShare(x: number): Approximate {
  const value = logistic(x);
  return bounded(value, 6 * unit * value + smallest);
}

function logistic(x: number): number {
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
}

/** σ(1 − σ). */
export function expectedSigmoidSlope(x: number): Approximate {
  return bounded(logistic(x) * logistic(-x), 8 * unit);
}
