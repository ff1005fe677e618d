import { rules } from "@tinytorch/options";

/** Options of `round`. */
export interface RoundOptions {
  /** How many places after the point stay (default 0); before the point where it is negative. */
  decimals?: number;
}

const whole = rules.rule("a whole number", (value): value is number => Number.isInteger(value));
const roundTable = { decimals: whole.or(0) };

/** What can be moved by places. */
interface Scalable<T> {
  mul(factor: number): T;
  div(divisor: number): T;
}

/** Rounds at another place than the point by moving it there and back. */
export function rounded<T extends Scalable<T>>(x: T, nearest: (x: T) => T, options: RoundOptions | undefined): T {
  const { decimals } = rules.readOptions("round", roundTable, options);
  if (decimals === 0) return nearest(x);
  const scale = 10 ** Math.abs(decimals);
  return decimals > 0 ? nearest(x.mul(scale)).div(scale) : nearest(x.div(scale)).mul(scale);
}
