import type { Scope } from "../scope.ts";

/** Runs in the sandbox: arithmetic on more elements than 16 bits can count, at some places of each result. */
export function applyLarge(
  { arange }: Scope,
  [m, n]: readonly [number, number],
  places: readonly (readonly [number, number])[],
) {
  const x = arange(m * n).reshape([m, n]);
  const row = arange(n);
  const column = arange(m).reshape([m, 1]);
  const results = [x.neg(), x.sub(row), column.mul(x)];
  return results.map((result) => places.map(([i, j]) => result.at(i, j)));
}
