import type { Scope } from "../scope.ts";

/** Runs in the sandbox: makes every kind of view, writes into the storage of the first tensor, then reads the views. */
export function followWrites(
  { tensor }: Scope,
  [m, n]: readonly [number, number],
  values: readonly number[],
  written: readonly number[],
) {
  const base = tensor(values).reshape([m, n]);
  const views = [
    base.t(),
    base.transpose(0, 1),
    base.transpose(0, 1).transpose(-1, -2),
    base.select(0, 1),
    base.select(1, 1),
    base.select(0, 0).broadcastTo([3, n]),
    base.reshape([-1]),
    base.select(0, 1).reshape([n, 1]),
    base.contiguous(),
  ];
  for (const [index, value] of written.entries()) base.storage[index] = value;
  const flat = (nested: ReturnType<typeof base.toArray>): number[] =>
    typeof nested === "number" ? [nested] : nested.flatMap(flat);
  return {
    shared: views.map(({ storage }) => storage === base.storage),
    read: views.map((view) => flat(view.toArray())),
  };
}
