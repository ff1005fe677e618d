import { copied } from "../expected-gradients.ts";
import { positionsIn, type Shape, sizeOf } from "../positions.ts";

/** A shape with what is left for a −1 in its place. */
export function resolved(shape: Shape, size: number): Shape {
  return shape.map((each) => (each === -1 ? size / -sizeOf(shape) : each));
}

/** In row-major order nothing moves. */
export const reshape = copied(({ operands: [x], given }) => {
  const shape = resolved(given?.shape ?? [], x.values.length);
  const sources = positionsIn(x.shape);
  const index = new Map(positionsIn(shape).map((position, at) => [position.join(), sources[at]]));
  return { shape, from: (position) => index.get(position.join()) ?? null };
});

/** Two dimensions change places. */
export const transpose = copied(({ operands: [x], given }) => {
  const [one, other] = (given?.dims ?? [0, 0]).map((dim) => (dim < 0 ? dim + x.shape.length : dim));
  const swapped = <Item>(items: readonly Item[]) => items.with(one, items[other]).with(other, items[one]);
  return { shape: swapped(x.shape), from: swapped };
});
