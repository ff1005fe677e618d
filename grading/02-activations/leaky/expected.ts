import type { Approximate } from "@tinytorch/testkit";
import { bounded, unit } from "../bounded.ts";

/** x where it is positive, whatever the slope; slope · x elsewhere. The bound is that of a sum of parts as large as x. */
export function expectedLeaky(x: number, slope: number): Approximate {
  return bounded(x > 0 ? x : slope * x, unit * Math.abs(x) * (x > 0 ? 4 : Math.max(1, Math.abs(slope))));
}

/** 1 on the right, the slope on the left. */
export function expectedLeakySlope(x: number, slope: number): Approximate {
  return bounded(x > 0 ? 1 : slope, 4 * unit);
}
