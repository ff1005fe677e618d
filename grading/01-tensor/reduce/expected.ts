import { type Approximate, exact, quotient, sum } from "@tinytorch/testkit";
import { build, cell, type Grid, type Shape } from "../grid.ts";

export type Fold = (cells: readonly Approximate[]) => Approximate;

/** With the bounds of an addition in float32, in whatever order. */
export const total: Fold = (cells) => cells.reduce(sum, exact(0));

export const average: Fold = (cells) => quotient(total(cells), exact(cells.length));

/** Not a number where one of them is not. */
export const largest: Fold = (cells) => exact(Math.max(...cells.map(({ value }) => value)));

/** The first of the largest; the first NaN where there is one. */
export const position: Fold = (cells) => {
  const values = cells.map(({ value }) => value);
  const unknown = values.findIndex(Number.isNaN);
  return exact(unknown >= 0 ? unknown : values.indexOf(Math.max(...values)));
};

export const folds = { sum: total, mean: average, max: largest, argmax: position } as const;

export type FoldName = keyof typeof folds;

/** Everything along one dimension made one, or everything at all. */
export function reduced(of: Grid, fold: Fold, dim: number | null, keepdim = false): Grid {
  if (dim === null) return { shape: keepdim ? of.shape.map(() => 1) : [], cells: [fold(of.cells)] };
  const at = (index: Shape, i: number) => cell(of, [...index.slice(0, dim), i, ...index.slice(dim)]);
  const { shape, cells } = build(
    of.shape.filter((_, d) => d !== dim),
    (index) => fold(Array.from({ length: of.shape[dim] }, (_, i) => at(index, i))),
  );
  return { shape: keepdim ? of.shape.map((length, d) => (d === dim ? 1 : length)) : shape, cells };
}
