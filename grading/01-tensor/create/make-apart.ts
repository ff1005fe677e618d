import type { Scope } from "../scope.ts";

/** Runs in the sandbox: makes everything twice, writes into all of the first, and reads the second. */
export function makeApart({ tensor, zeros, ones, full, arange }: Scope, values: readonly number[]) {
  const make = () => [
    tensor(values),
    zeros([4]),
    ones([4]),
    full([4], values[0]),
    arange(4),
    zeros([4], { dtype: "float64" }),
  ];
  const first = make();
  const before = make();
  for (const { storage } of first) storage.fill(-77);
  return [...before, ...make()].map((each) => each.toArray());
}
