import type { Scope } from "../scope.ts";

/** Runs in the sandbox. */
export function lookAtStrides({ zeros }: Scope, m: number, n: number, k: number) {
  const base = zeros([m, n, k]);
  const views = [
    base.transpose(0, 1),
    base.transpose(0, 2),
    base.select(0, 1),
    base.select(1, 2),
    base.select(2, 3),
    base.select(2, 3).t(),
    base.select(2, 3).select(1, 2),
    base.select(2, 3).select(1, 2).select(0, 1),
    base.select(1, 1).t(),
    base.transpose(0, 2).transpose(2, 0),
    base.select(0, 1).reshape([k, n]),
    base.select(0, 1).reshape([-1]),
    base.reshape([1, m, 1, n * k, 1]),
    base.select(2, 3).reshape([m, 1, n]),
    base.select(0, 1).reshape([n, k]),
    base.transpose(1, 1),
    base
      .reshape([m, 1, n * k])
      .transpose(0, 1)
      .select(2, 5),
    base.broadcastTo([2, m, n, k]).transpose(0, 2).select(1, 1),
  ];
  return views.map(({ shape, strides, offset }) => ({ shape: [...shape], strides: [...strides], offset }));
}
