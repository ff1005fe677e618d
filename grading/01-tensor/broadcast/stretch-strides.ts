import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what broadcastTo makes of size, strides and offset, and whether the storage is still the same one. */
export function stretchStrides({ zeros }: Scope, m: number, n: number) {
  const [row, column, table, alone] = [zeros([n]), zeros([m, 1]), zeros([m, n]), zeros([])];
  const cases = [
    [row, [m, n]],
    [row, [2, m, n]],
    [column, [m, n]],
    [column, [2, m, n]],
    [alone, [m, n]],
    [table, [m, n]],
    [table, [2, m, n]],
    [table.t(), [2, n, m]],
    [table.select(0, 1), [m, n]],
    [zeros([m, 1, n]).select(2, 1), [m, 3]],
    [alone, []],
    // A 1 that stays one keeps its stride.
    [column, [m, 1]],
    [column, [2, m, 1]],
    [zeros([1, n]), [1, n]],
    [zeros([1, n]), [m, n]],
    [zeros([1, m, 1, n]), [1, m, 2, n]],
    [zeros([m, n, 2]).select(2, 1).reshape([m, n, 1]), [m, n, 1]],
    [zeros([n, 1]).t(), [2, 1, n]],
    [row.broadcastTo([1, n]), [1, n]],
    [zeros([1]), [1]],
    // So does a 0.
    [zeros([0, n]), [2, 0, n]],
    [zeros([n, 0]).t(), [0, n]],
    // Stretched, and once more.
    [row.broadcastTo([m, n]), [2, m, n]],
    [column.broadcastTo([m, n]).t(), [2, n, m]],
    // More of them than 32 bits can count.
    [column, [70_000, m, 70_000]],
    [zeros([1, n, 1]).select(1, 2), [100_000, 300_000]],
  ] as const;
  return cases.map(([tensor, shape]) => {
    const { size, strides, offset, storage } = tensor.broadcastTo(shape);
    return { size, strides: [...strides], offset, shared: storage === tensor.storage };
  });
}
