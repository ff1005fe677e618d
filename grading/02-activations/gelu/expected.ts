import type { Approximate } from "@tinytorch/testkit";
import { bounded, unit } from "../bounded.ts";

/** x times the share of a bell curve that lies below it. */
export function expectedGelu(x: number): Approximate {
  return near(x, x * shareBelow(x));
}

/** The older form, by way of tanh. */
export function expectedTanhGelu(x: number): Approximate {
  return near(x, (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))));
}

/** A hundredth of what the two forms differ by; far on the left, where 1 − 1 is 0, no more than it is near. */
function near(x: number, value: number): Approximate {
  return bounded(value, 8 * unit * Math.max(Math.min(Math.abs(x), 4), x));
}

/** The bell curve added up from 0 to x by Simpson's rule; from 9 on nothing is left to add. */
function shareBelow(x: number): number {
  if (Number.isNaN(x)) return x;
  const end = Math.max(-9, Math.min(x, 9));
  const strips = 400;
  const bell = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = bell(0) + bell(end);
  for (let i = 1; i < strips; i += 1) sum += bell((end * i) / strips) * (i % 2 === 1 ? 4 : 2);
  return Math.abs(end) === 9 ? Number(end > 0) : 0.5 + (sum * end) / strips / 3;
}

/** Φ(x) + xφ(x), with the slope that an erf to seven digits has. */
export function expectedGeluSlope(x: number): Approximate {
  const bell = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  return bounded(shareBelow(x) + x * bell, 1e-5);
}
