import { type Approximate, exact } from "@tinytorch/testkit";

/** max(x, 0), and NaN of NaN. */
export function expectedRelu(x: number): Approximate {
  return exact(Number.isNaN(x) || x > 0 ? x : 0);
}

/** 1 where x passes; the corner at 0 has no slope. */
export function expectedReluSlope(x: number): Approximate {
  return exact(x > 0 ? 1 : 0);
}
