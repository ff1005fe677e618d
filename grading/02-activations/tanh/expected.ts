import type { Approximate } from "@tinytorch/testkit";
import { bounded, unit } from "../bounded.ts";

/** tanh x, to a few parts in ten million of 1: near 0 it is a difference of numbers near 1. */
export function expectedTanh(x: number): Approximate {
  return bounded(Math.tanh(x), 4 * unit);
}

/** 1 − tanh². */
export function expectedTanhSlope(x: number): Approximate {
  return bounded(1 - Math.tanh(x) ** 2, 16 * unit);
}
