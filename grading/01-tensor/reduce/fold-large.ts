import type { Scope } from "../scope.ts";

/**
 * Runs in the sandbox: reductions of more elements than 16 bits can count, and of more than one call takes as arguments. All are 1
 * but for one that is larger.
 */
export function foldLarge(
  { ones, zeros }: Scope,
  [m, n]: readonly [number, number],
  [i, j]: readonly [number, number],
  count: number,
) {
  const x = ones([m, n]);
  x.storage[i * n + j] = 3;
  const long = zeros([count]);
  long.storage[count - 1 - j] = 2;
  const columns = x.sum(0);
  const rows = x.sum(1);
  return {
    all: [x.sum().item(), x.argmax().item(), long.max().item()],
    rows: [rows.toArray(), x.argmax(1).toArray()],
    columns: [columns.size, columns.at(j), columns.at(j - 1)],
  };
}
