import type { Scope } from "../scope.ts";

/** Runs in the sandbox: makes every kind of view, writes into the storage of the first tensor, then reads the views. */
export function followWrites(
  { tensor, zeros }: Scope,
  [m, n]: readonly [number, number],
  values: readonly number[],
  written: readonly number[],
  dtype: "float32" | "float64",
) {
  const base = tensor(values, { dtype }).reshape([m, n]);
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
    base.reshape([m, n]),
    base.transpose(1, 1),
    base.broadcastTo([m, n]),
    base.select(0, 0).select(0, 2).reshape([]),
    base.select(0, 1).t(),
    base.select(0, 1).select(0, 1).t(),
    // Strides of dimensions of length 1 keep nothing from being read in order.
    base.select(0, 1).reshape([1, n]).t().reshape([n]),
    base.select(0, 1).broadcastTo([1, n]).reshape([n, 1, 1]),
    base.select(1, 1).broadcastTo([2, 1, m]).transpose(0, 2).select(0, 0),
  ];
  const flat = (nested: ReturnType<typeof base.toArray>): number[] =>
    typeof nested === "number" ? [nested] : nested.flatMap(flat);
  const look = () => ({
    read: views.map((view) => flat(view.toArray())),
    elements: views.map((view) => view.at(...view.shape.map(() => -1))),
    folds: views.map((view) => [view.max().item(), view.neg().max().item(), view.reshape([-1]).at(0)]),
  });
  // What was read before the writing must not be remembered.
  const before = look();
  for (const [index, value] of written.entries()) base.storage[index] = value;
  const empty = zeros([0, n]);
  const ofNothing = [empty.t(), empty.transpose(0, 1), empty.reshape([n, 0]), empty.broadcastTo([2, 0, n])];
  return {
    shared: views.map(({ storage }) => storage === base.storage),
    empty: ofNothing.map(({ storage }) => storage === empty.storage),
    before,
    after: look(),
  };
}
