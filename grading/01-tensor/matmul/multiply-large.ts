import type { Scope } from "../scope.ts";

/**
 * Runs in the sandbox: a product of more elements than 16 bits can count, and one of longer rows than that; and products that
 * change no number, of which each is written over.
 */
export function multiplyLarge(
  { arange, tensor }: Scope,
  length: number,
  places: readonly (readonly [number, number])[],
  values: readonly number[],
) {
  const column = arange(length).reshape([length, 1]);
  const table = column.matmul(column.t());
  const long = arange(70_000).reshape([2, 35_000]);
  const last = tensor(Array.from({ length: 35_000 }, (_, i) => (i > 34_996 ? 1 : 0)));
  const x = tensor(values).reshape([2, 2]);
  const one = tensor([
    [1, 0],
    [0, 1],
  ]);
  const results = [x.matmul(one), one.matmul(x), x.matmul(one), x.reshape([4, 1]).matmul(tensor([[1]]))];
  const kept = results.map((result, index) => {
    if (index > 0) results[index - 1].storage.fill(-77);
    return [...result.storage];
  });
  return {
    table: places.map(([i, j]) => table.at(i, j)),
    long: [long.matmul(last).toArray(), last.matmul(long.t()).toArray()],
    kept,
    x: x.reshape([-1]).toArray(),
  };
}
