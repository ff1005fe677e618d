import type { Making, Seen } from "../run-problems.ts";
import type { Scope } from "../scope.ts";
import type { Tensor } from "../solution/src/index.ts";

/** A tensor, and the indices that it is asked for. */
export type Reading = { readonly making: Making; readonly indices: readonly (readonly number[])[] };

export type Read = {
  readonly elements: readonly number[];
  /** Of a tensor with one element. */
  readonly item: number | null;
  readonly seen: Seen;
};

/** Runs in the sandbox. */
export function readAll(scope: Scope, readings: readonly Reading[]): Read[] {
  const source = ({ values = 0, layout, dtype }: Making): Tensor => {
    if (layout === undefined) return scope.tensor(values, dtype === undefined ? {} : { dtype });
    const { numbers, shape, strides, offset } = layout;
    const storage = dtype === "float64" ? Float64Array.from(numbers) : Float32Array.from(numbers);
    return new scope.Tensor({ storage, shape, strides, offset });
  };
  return readings.map(({ making, indices }) => {
    const { calls = [] } = making;
    let made = source(making);
    for (const [method, ...args] of calls) made = Reflect.apply(Reflect.get(made, method), made, args);
    return {
      elements: indices.map((index) => made.at(...index)),
      item: indices.length === 0 ? made.item() : null,
      seen: {
        shape: [...made.shape],
        strides: [...made.strides],
        offset: made.offset,
        size: made.size,
        ndim: made.ndim,
        dtype: made.dtype,
        values: made.toArray(),
      },
    };
  });
}
