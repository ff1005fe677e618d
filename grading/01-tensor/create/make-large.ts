import type { Scope } from "../scope.ts";

/** Runs in the sandbox: tensors of more elements than 16 bits can count, and what stands at some places of each. */
export function makeLarge(
  { tensor, zeros, ones, full, arange }: Scope,
  [m, n]: readonly [number, number],
  value: number,
  places: readonly (readonly [number, number])[],
) {
  const table = Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => i * n + j));
  const made = tensor(table);
  const tables = [made, zeros([m, n]), ones([m, n]), full([m, n], value)];
  const counted = arange(m * n);
  const rows = Object(made.toArray());
  return {
    sizes: [...tables, counted].map(({ size, storage }) => [size, storage.length]),
    elements: tables.map((each) => places.map(([i, j]) => each.at(i, j))),
    counted: places.map(([i, j]) => counted.at(i * n + j)),
    nested: places.map(([i, j]): unknown => rows[i][j]),
    lengths: [Object(rows).length, Object(rows[m - 1]).length],
  };
}
