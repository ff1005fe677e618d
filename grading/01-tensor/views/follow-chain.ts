import { build, cell, type Grid, type Shape } from "../grid.ts";
import type { Call } from "../run-problems.ts";

/** What a chain of views shows, worked out index by index. */
export type Chain = { readonly grid: Grid; readonly calls: readonly Call[] };

/** Two dimensions swapped. */
export function swapped(of: Grid, a: number, b: number): Grid {
  const swap = (list: Shape): Shape => list.map((each, d) => (d === a ? list[b] : d === b ? list[a] : each));
  return build(swap(of.shape), (index) => cell(of, swap(index)));
}

/** What lies at one index of a dimension. */
export function selected(of: Grid, dim: number, chosen: number): Grid {
  return build(
    of.shape.filter((_, d) => d !== dim),
    (index) => cell(of, [...index.slice(0, dim), chosen, ...index.slice(dim)]),
  );
}

export function thenSwap({ grid, calls }: Chain, a: number, b: number): Chain {
  return { grid: swapped(grid, a, b), calls: [...calls, ["transpose", a, b]] };
}

export function thenSelect({ grid, calls }: Chain, dim: number, index: number): Chain {
  return { grid: selected(grid, dim, index), calls: [...calls, ["select", dim, index]] };
}

/** Repeated in a new dimension in front. */
export function thenRepeat({ grid, calls }: Chain, length: number): Chain {
  const shape = [length, ...grid.shape];
  return {
    grid: build(shape, (index) => cell(grid, index.slice(1))),
    calls: [...calls, ["broadcastTo", shape]],
  };
}
