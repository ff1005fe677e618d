import { rules } from "@tinytorch/options";
import { formatShape, resolveDim, type Shape } from "../core/shape.ts";

/** What can be cut. */
interface Divisible<T> {
  readonly shape: Shape;
  readonly ndim: number;
  slice(dim: number, start: number, end: number): T;
}

/** @throws RangeError on a size that is no whole number ≥ 0, on 0 where there are elements, or on sizes of another sum */
export function split<T extends Divisible<T>>(x: T, sizes: number | readonly number[], dim: number): T[] {
  const d = resolveDim("split", dim, x.ndim);
  const length = x.shape[d];
  if (typeof sizes === "number") return pieces(x, d, everySize(sizes, length));
  if (!Array.isArray(sizes))
    throw new TypeError(`split: sizes must be a number or a list of numbers, got ${rules.shown(sizes)}`);
  for (const size of sizes) rules.requireEach("split", rules.wholeNonNegative, { "a size": size });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total !== length) {
    throw new RangeError(
      `split: sizes must add up to the ${length} positions of dim ${d}, got ${rules.shown(sizes)} for ${formatShape(x.shape)}`,
    );
  }
  return pieces(x, d, sizes);
}

function everySize(size: number, length: number): number[] {
  rules.requireEach("split", rules.wholeNonNegative, { size });
  if (size === 0 && length > 0) throw new RangeError(`split: a size must be at least 1 of ${length} positions, got 0`);
  const count = length === 0 ? 1 : Math.ceil(length / size);
  return Array.from({ length: count }, (_, i) => Math.min(size, length - i * size));
}

/** @throws RangeError on a number of chunks that is no whole number ≥ 1 */
export function chunk<T extends Divisible<T>>(x: T, chunks: number, dim: number): T[] {
  const d = resolveDim("chunk", dim, x.ndim);
  rules.requireEach("chunk", rules.count, { chunks });
  const length = x.shape[d];
  const size = Math.ceil(length / chunks);
  // Of nothing there are as many as were asked for.
  const count = length === 0 ? chunks : Math.ceil(length / size);
  return pieces(
    x,
    d,
    Array.from({ length: count }, (_, i) => Math.min(size, length - i * size)),
  );
}

function pieces<T extends Divisible<T>>(x: T, dim: number, sizes: readonly number[]): T[] {
  let position = 0;
  return sizes.map((size) => {
    position += size;
    return x.slice(dim, position - size, position);
  });
}
