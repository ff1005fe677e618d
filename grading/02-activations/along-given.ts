import type { Inputs } from "@tinytorch/testkit";
import type { Given } from "./apply.ts";
import { filled } from "./given.ts";

/** Shapes of which no two lengths are the same, each with every dimension that it has, counted from either end. */
export function everyDimension(inputs: Inputs): { readonly dim: number; readonly given: Given }[] {
  const given = [
    filled(inputs, [4]),
    filled(inputs, [5], "strided"),
    filled(inputs, [2, 3]),
    filled(inputs, [4, 3], "transposed"),
    filled(inputs, [3, 5], "offset"),
    filled(inputs, [2, 4, 3], "transposed"),
    filled(inputs, [3, 1, 2, 4], "offset"),
  ];
  return given.flatMap((one) =>
    one.shape.flatMap((_, dim) => [dim, dim - one.shape.length].map((each) => ({ dim: each, given: one }))),
  );
}

/** The same length everywhere: no wrong dimension shows in a shape. */
export function squares(inputs: Inputs): { readonly dim: number; readonly given: Given }[] {
  const given = [
    filled(inputs, [3, 3]),
    filled(inputs, [4, 4], "transposed"),
    filled(inputs, [2, 2, 2]),
    filled(inputs, [2, 2], "offset"),
  ];
  return given.flatMap((one) => one.shape.map((_, dim) => ({ dim, given: one })));
}

/**
 * Lines along a dimension whose numbers are near one another and far from those of the other lines: the second lies
 * thousands above the first, the third thousands below.
 */
export function farLines(inputs: Inputs, dim: 0 | 1): Given {
  const [high, low] = [inputs.integer(2000, 4000), -inputs.integer(2000, 4000)];
  const lines = [0, high, low].map((middle) =>
    inputs.signed(4, 0.1, 3).map((value) => Math.fround(middle + value)),
  );
  if (dim === 1) return { values: lines.flat(), shape: [3, 4] };
  const columns = [0, 1, 2, 3].flatMap((e) => lines.map((line) => line[e] ?? 0));
  return { values: columns, shape: [4, 3] };
}
