import type { Scope } from "../scope.ts";

/**
 * Runs in the sandbox: reductions of more elements than 16 bits can count, all of them 1 but for one that is larger; and the largest
 * of more than one call takes as arguments. Each argument lies on the stack, and that of Node is full at 125 000. The sandbox's is larger:
 * calls within calls use it up until less is left than 100 000 take.
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
  const [probe, step] = [100_000, 20_000].map((length) => new Array<number>(length).fill(0));
  const largest = (..._used: readonly number[]): number => {
    try {
      Math.max(...probe);
    } catch {
      return long.max().item();
    }
    return largest(...step);
  };
  const columns = x.sum(0);
  const rows = x.sum(1);
  return {
    all: [x.sum().item(), x.argmax().item(), largest()],
    rows: [rows.toArray(), x.argmax(1).toArray()],
    columns: [columns.size, columns.at(j), columns.at(j - 1)],
  };
}
