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
  return readings.map(({ making: { values = 0, calls = [] }, indices }) => {
    let made: Tensor = scope.tensor(values);
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
