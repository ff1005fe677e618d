import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what `contiguous` gives for what needs no copy, then for what does. */
export function lookAtContiguous(
  { tensor, zeros, arange, Tensor }: Scope,
  [m, n]: readonly [number, number],
  values: readonly number[],
) {
  const base = tensor(values).reshape([m, n]);
  const row = base.select(0, 1);
  const tensors = [
    base,
    row,
    row.select(0, 2),
    // Strides of dimensions of length 1, which nobody uses.
    row.reshape([1, n]).t(),
    row.reshape([n, 1]).t(),
    row.broadcastTo([1, n]),
    zeros([m, 0, n]).transpose(0, 2),
    base.reshape([m, 1, n]).transpose(0, 1),
    base.reshape([1, m, n, 1]).transpose(0, 3),
    row.broadcastTo([1, 1, n]),
    base.t(),
    base.select(1, 2),
    row.broadcastTo([2, n]),
    base.reshape([m, 1, n]).transpose(0, 2),
    arange(12).reshape([2, 2, 3]).select(1, 0),
    // Gaps between tables, between rows and between numbers; in other orders; the same ones again; rows that overlap.
    ...[
      [9, 3, 1],
      [6, 4, 1],
      [6, 3, 2],
      [1, 3, 6],
      [3, 6, 1],
      [0, 3, 1],
      [3, 0, 1],
      [3, 1, 0],
      [1, 1, 1],
      [2, 2, 1],
    ].map((strides) => new Tensor({ ...arange(40), shape: [2, 2, 3], strides, offset: 2 })),
    new Tensor({ ...arange(6), shape: [6], strides: [-1], offset: 5 }),
    new Tensor({ ...arange(6), shape: [2, 3], strides: [-3, 1], offset: 3 }),
  ];
  const flat = (nested: ReturnType<typeof base.toArray>): number[] =>
    typeof nested === "number" ? [nested] : nested.flatMap(flat);
  return tensors.map((tensor) => {
    const made = tensor.contiguous();
    const same = made === tensor;
    const list = flat(tensor.reshape([-1]).toArray());
    return { same, strides: same ? null : [...made.strides], values: flat(made.toArray()), list };
  });
}
