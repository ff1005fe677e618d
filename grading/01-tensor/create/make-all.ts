import type { Nested, Shape } from "../grid.ts";
import type { DType, Seen } from "../run-problems.ts";
import type { Scope } from "../scope.ts";

/** A call of one of the functions that make tensors. */
export type Creation = {
  readonly dtype?: DType;
  /** Options that say nothing. */
  readonly bare?: boolean;
} & (
  | { readonly make: "tensor"; readonly values: Nested }
  | { readonly make: "zeros" | "ones"; readonly shape: Shape }
  | { readonly make: "full"; readonly shape: Shape; readonly value: number }
  | { readonly make: "arange"; readonly n: number }
);

/** Runs in the sandbox. */
export function makeAll(scope: Scope, creations: readonly Creation[]): Seen[] {
  return creations.map((creation) => {
    const said = creation.dtype === undefined ? [] : [{ dtype: creation.dtype }];
    const options = creation.bare === true ? [{}] : said;
    const create = () => {
      if (creation.make === "tensor") return scope.tensor(creation.values, ...options);
      if (creation.make === "arange") return scope.arange(creation.n, ...options);
      if (creation.make === "full") return scope.full(creation.shape, creation.value, ...options);
      return scope[creation.make](creation.shape, ...options);
    };
    const made = create();
    return {
      shape: [...made.shape],
      strides: [...made.strides],
      offset: made.offset,
      size: made.size,
      ndim: made.ndim,
      dtype: made.dtype,
      values: made.toArray(),
    };
  });
}
