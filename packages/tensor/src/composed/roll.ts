import { rules } from "@tinytorch/options";
import { resolveDim, type Shape } from "../core/shape.ts";

/** What can be rolled. */
interface Rollable<T> {
  readonly shape: Shape;
  readonly ndim: number;
  reshape(shape: Shape): T;
  indexSelect(dim: number, indices: ArrayLike<number>): T;
}

const whole = rules.rule("a whole number", (value): value is number => Number.isInteger(value));

/**
 * Every element so many places further along each dimension, and from the end back to the start; without dimensions, of the elements
 * in row-major order.
 * @throws RangeError on a shift that is no whole number, or not one shift for each dimension
 */
export function roll<T extends Rollable<T>>(
  x: T,
  shifts: number | readonly number[],
  dims: number | readonly number[] | undefined,
): T {
  const each = asList("shifts", shifts);
  const along = dims === undefined ? [0] : asList("dims", dims);
  if (each.length !== along.length || each.length === 0) {
    throw new RangeError(
      `roll: there must be one shift for each dimension, got ${rules.shown(shifts)} along ${rules.shown(dims ?? "all of them")}`,
    );
  }
  for (const shift of each) rules.requireEach("roll", whole, { "a shift": shift });
  if (dims === undefined) return rolled(x.reshape([-1]), each[0], 0).reshape(x.shape);
  const places = Array.from(along, (dim) => resolveDim("roll", dim, x.ndim));
  return places.reduce((result, d, i) => rolled(result, each[i], d), x);
}

function rolled<T extends Rollable<T>>(x: T, shift: number, dim: number): T {
  const length = x.shape[dim];
  const first = length - (((shift % length) + length) % length);
  return x.indexSelect(
    dim,
    Array.from({ length }, (_, i) => (first + i) % length),
  );
}

function asList(what: string, value: number | readonly number[]): readonly number[] {
  if (typeof value === "number") return [value];
  if (Array.isArray(value)) return value;
  throw new TypeError(`roll: ${what} must be a number or a list of numbers, got ${rules.shown(value)}`);
}
