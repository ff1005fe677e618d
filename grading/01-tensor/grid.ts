import { type Approximate, type Expected, exact } from "@tinytorch/testkit";

/**
 * What a tensor should hold: a shape, and a number for every index. Worked out index by index, without storage or strides, which
 * is what the solution is made of.
 */
export type Grid = { readonly shape: Shape; readonly cells: readonly Approximate[] };

export type Shape = readonly number[];

export type Nested = number | readonly Nested[];

/** A grid of numbers in row-major order. */
export function grid(shape: Shape, values: readonly number[]): Grid {
  return { shape, cells: values.map(exact) };
}

/** A grid by a formula for each index. */
export function build(shape: Shape, cellAt: (index: Shape) => Approximate): Grid {
  return { shape, cells: indicesOf(shape).map(cellAt) };
}

/** Every index of a shape, the last dimension fastest. */
export function indicesOf([length, ...inner]: Shape): Shape[] {
  if (length === undefined) return [[]];
  const rest = indicesOf(inner);
  return Array.from({ length }, (_, i) => rest.map((index) => [i, ...index])).flat();
}

export function cell({ shape, cells }: Grid, index: Shape): Approximate {
  return cells[index.reduce((place, i, d) => place * shape[d] + i, 0)];
}

/** The cell that a shorter index of a longer one points at, when the grid is stretched: the last dimensions count. */
export function stretchedCell(of: Grid, index: Shape): Approximate {
  const own = index.slice(index.length - of.shape.length);
  return cell(
    of,
    own.map((i, d) => (of.shape[d] === 1 ? 0 : i)),
  );
}

/** The shape of two together, both filled up with ones in front. */
export function together(a: Shape, b: Shape): Shape {
  const ones = (count: number) => Array.from({ length: Math.max(0, count) }, () => 1);
  const [x, y] = [
    [...ones(b.length - a.length), ...a],
    [...ones(a.length - b.length), ...b],
  ];
  return x.map((length, d) => (length === 1 ? y[d] : length));
}

/** As nested lists, the way `toArray` gives them. */
export function nestedCells(of: Grid): Expected {
  return nest(of.cells, of.shape);
}

/** The numbers alone, the way `tensor` takes them. */
export function nestedNumbers(of: Grid): Nested {
  return nest(
    of.cells.map(({ value }) => value),
    of.shape,
  );
}

function nest<Item>(cells: readonly Item[], [length, ...inner]: Shape): Item | readonly Branch<Item>[] {
  if (length === undefined) return cells[0];
  const each = cells.length / length;
  return Array.from({ length }, (_, i) => nest(cells.slice(i * each, (i + 1) * each), inner));
}

type Branch<Item> = Item | readonly Branch<Item>[];

export function sizeOf(shape: Shape): number {
  return indicesOf(shape).length;
}
