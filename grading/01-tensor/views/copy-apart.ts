import type { Scope } from "../scope.ts";

/** Runs in the sandbox: copies, and what they hold after the storage that they were made of has been written over. */
export function copyApart({ tensor }: Scope, [m, n]: readonly [number, number], values: readonly number[]) {
  const base = tensor(values).reshape([m, n]);
  const copies = [
    base.clone(),
    base.t().clone(),
    base.t().contiguous(),
    base.reshape([-1]).clone(),
    base.t().reshape([-1]),
  ];
  base.storage.fill(-1);
  // And the other way round: a copy of a copy.
  copies[0].clone().storage.fill(-2);
  const flat = (nested: ReturnType<typeof base.toArray>): number[] =>
    typeof nested === "number" ? [nested] : nested.flatMap(flat);
  return copies.map((copy) => flat(copy.toArray()));
}
