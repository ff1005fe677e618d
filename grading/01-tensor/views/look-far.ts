import type { Scope } from "../scope.ts";

/** Runs in the sandbox: views and copies of more elements than 16 bits can count, at some places of each. */
export function lookFar(
  { arange }: Scope,
  [m, n]: readonly [number, number],
  places: readonly (readonly [number, number])[],
) {
  const base = arange(m * n).reshape([m, n]);
  const [clone, turned, list] = [base.clone(), base.t().contiguous(), base.t().reshape([-1])];
  return {
    clone: places.map(([i, j]) => clone.at(i, j)),
    turned: places.map(([i, j]) => turned.at(j, i)),
    list: places.map(([i, j]) => list.at(j * m + i)),
    rows: places.map(([i, j]) => base.select(0, i).select(0, j).item()),
    columns: places.map(([i, j]) =>
      base
        .t()
        .select(0, j - n)
        .at(i),
    ),
    offsets: places.map(([i, j]) => [base.select(0, i).offset, base.select(1, j).select(0, i).offset]),
    copied: [clone, turned, list].map(({ strides, storage }) => [...strides, storage.length]),
  };
}
