import { type Shape, selectDims } from "../core/shape.ts";

/** What can be reversed. */
interface Reversible<T> {
  readonly shape: Shape;
  clone(): T;
  indexSelect(dim: number, indices: ArrayLike<number>): T;
}

/** The elements in reverse order along the given dimensions: a copy. */
export function flip<T extends Reversible<T>>(x: T, dims: number | readonly number[]): T {
  const reversed = selectDims("flip", dims, x.shape.length);
  let result = x.clone();
  for (const [d, length] of x.shape.entries()) {
    if (!reversed[d]) continue;
    result = result.indexSelect(
      d,
      Array.from({ length }, (_, i) => length - 1 - i),
    );
  }
  return result;
}
