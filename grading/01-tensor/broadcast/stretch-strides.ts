import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what broadcastTo makes of strides and offset, and whether the storage is still the same one. */
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
  ] as const;
  return cases.map(([tensor, shape]) => {
    const { strides, offset, storage } = tensor.broadcastTo(shape);
    return { strides: [...strides], offset, shared: storage === tensor.storage };
  });
}
