import type { Scope } from "../scope.ts";

/** Runs in the sandbox: copies, and what they hold after the storage that they were made of has been written over. */
export function copyApart(
  { tensor, zeros }: Scope,
  [m, n]: readonly [number, number],
  values: readonly number[],
) {
  const base = tensor(values).reshape([m, n]);
  const copies = [
    base.clone(),
    base.t().clone(),
    base.t().contiguous(),
    base.reshape([-1]).clone(),
    base.t().reshape([-1]),
    base.select(0, 1).clone(),
    base.select(1, 1).clone(),
    base.select(0, 1).broadcastTo([2, n]).clone(),
    base.select(0, 1).broadcastTo([2, n]).reshape([-1]),
    base.select(1, 1).reshape([1, m]),
    base.select(0, 0).select(0, 0).clone(),
    base.t().reshape([n, m]),
  ];
  const [empty, alone] = [zeros([0, n]), tensor(values[0], { dtype: "float64" })];
  const own = [...copies.slice(0, 2), ...copies.slice(5)].map(({ storage }) => storage !== base.storage);
  const small = [empty.clone().storage !== empty.storage, alone.clone().storage !== alone.storage];
  base.storage.fill(-1);
  // And the other way round: a copy of a copy.
  copies[0].clone().storage.fill(-2);
  const flat = (nested: ReturnType<typeof base.toArray>): number[] =>
    typeof nested === "number" ? [nested] : nested.flatMap(flat);
  return {
    read: copies.map((copy) => flat(copy.toArray())),
    sizes: copies.map(({ size, storage }) => storage.length - size),
    own: [...own, ...small],
  };
}
