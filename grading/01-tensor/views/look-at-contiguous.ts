import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what `contiguous` gives for what needs no copy, then for what does. */
export function lookAtContiguous(
  { tensor, zeros, arange }: Scope,
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
    base.t(),
    base.select(1, 2),
    row.broadcastTo([2, n]),
    base.reshape([m, 1, n]).transpose(0, 2),
    arange(12).reshape([2, 2, 3]).select(1, 0),
  ];
  const flat = (nested: ReturnType<typeof base.toArray>): number[] =>
    typeof nested === "number" ? [nested] : nested.flatMap(flat);
  return tensors.map((tensor) => {
    const made = tensor.contiguous();
    const same = made === tensor;
    return { same, strides: same ? null : [...made.strides], values: flat(made.toArray()) };
  });
}
