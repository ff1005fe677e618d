import type { Inputs } from "@tinytorch/testkit";
import type { Given } from "./apply.ts";

/** As many numbers above 0 as below it, in turn, their sizes spread over the powers of ten. */
export function bothSides(inputs: Inputs, pairs: number, low: number, high: number): number[] {
  return inputs.magnitudes(pairs, low, high).flatMap((value, index) => {
    const [other = low] = inputs.magnitudes(1, low, high);
    const sign = index % 2 === 0 ? 1 : -1;
    return [sign * Math.abs(value), -sign * Math.abs(other)];
  });
}

/** Numbers in a row. */
export function row(...values: readonly number[]): Given {
  return { values, shape: [values.length] };
}

/** Numbers of either sign in a shape. */
export function filled(
  inputs: Inputs,
  shape: readonly number[],
  as: Given["as"] = "plain",
  [low, high]: readonly [number, number] = [0.1, 3],
): Given {
  const size = shape.reduce((product, length) => product * length, 1);
  return { values: bothSides(inputs, Math.ceil(size / 2), low, high).slice(0, size), shape, as };
}

/** One of every kind: ranks 0 to 4, lengths 1 and 0, all views. */
export function everyShape(inputs: Inputs): Given[] {
  return [
    filled(inputs, []),
    filled(inputs, [], "offset"),
    filled(inputs, [1]),
    filled(inputs, [5], "strided"),
    filled(inputs, [3, 2]),
    filled(inputs, [3, 3], "transposed"),
    filled(inputs, [2, 4], "transposed"),
    filled(inputs, [4, 1], "offset"),
    filled(inputs, [2, 3, 4], "transposed"),
    filled(inputs, [2, 1, 3], "strided"),
    filled(inputs, [2, 3, 1, 2], "transposed"),
    filled(inputs, [0]),
    filled(inputs, [2, 0, 3]),
  ];
}
