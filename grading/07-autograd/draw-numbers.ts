import type { Inputs } from "@tinytorch/testkit";
import type { Numbers, Problem } from "./differentiate.ts";
import { broadcast, type Shape, sizeOf } from "./positions.ts";

/** How numbers are drawn, given how many. */
export type Draw = (count: number) => number[];

/** Numbers of a shape: a view when they can be one. */
export function drawNumbers(draw: Draw, shape: Shape, view?: Numbers["view"]): Numbers {
  const values = draw(sizeOf(shape));
  const possible = view === "transposed" && shape.length < 2 ? "offset" : view;
  return { shape, values, ...(possible && { view: possible }) };
}

/** What arrives at an output: never constant. */
export function drawGradient(inputs: Inputs, shape: Shape, view?: Numbers["view"]): Numbers {
  return drawNumbers((count) => inputs.signed(count, 0.2, 3), shape, view);
}

/** Shapes that broadcast, with all sizes different and all equal, ranks 0 to 4, sizes 0 and 1. */
const pairs: readonly (readonly [Shape, Shape])[] = [
  [[3], [3]],
  [
    [2, 3],
    [2, 3],
  ],
  [
    [3, 3],
    [3, 3],
  ],
  [
    [3, 1],
    [1, 4],
  ],
  [
    [2, 3, 4],
    [3, 1],
  ],
  [[], [2, 2]],
  [[2, 3], []],
  [[], []],
  [[4], [2, 1, 4]],
  [[1], [3]],
  [
    [1, 1],
    [1, 1],
  ],
  [[3, 3], [3]],
  [
    [2, 1, 2, 1],
    [3, 1, 2],
  ],
  [[0, 3], [3]],
];

/** An operation on two operands through all kinds of shapes and views, with constants, plain numbers and the same operand twice. */
export function drawPairs(
  inputs: Inputs,
  operation: Problem["operation"],
  first: Draw,
  second: Draw,
  { plainNumbers = true }: { readonly plainNumbers?: boolean } = {},
): Problem[] {
  const views = [undefined, "transposed", "offset"] as const;
  const drawn = pairs.map(([a, b], index): Problem => {
    const view = (shift: number) => views[(index + shift) % 3];
    return {
      operation,
      operands: [drawNumbers(first, a, view(0)), drawNumbers(second, b, view(1))],
      gradient: drawGradient(inputs, broadcast(a, b), view(2)),
    };
  });
  const more = (shape: Shape, others: Partial<Problem>): Problem => ({
    operation,
    operands: [drawNumbers(first, shape, "transposed"), drawNumbers(second, [3])],
    gradient: drawGradient(inputs, shape),
    ...others,
  });
  const alone = (shape: Shape, others: Partial<Problem>): Problem => ({
    operation,
    operands: [drawNumbers(first, shape, "transposed")],
    gradient: drawGradient(inputs, shape, "transposed"),
    ...others,
  });
  return [
    ...drawn,
    more([2, 3], { second: "constant" }),
    more([3, 3], { second: "tensor" }),
    // A tensor of one number has a shape, which a plain number has not.
    more([], {
      operands: [drawNumbers(first, []), drawNumbers(second, [1])],
      second: "tensor",
      gradient: drawGradient(inputs, [1]),
    }),
    more([2, 3], { firstConstant: true }),
    more([3], { dtype: "float32" }),
    // Float32 beside float64, either way round: computed in float64, and each gets a gradient of its own dtype.
    more([2, 3], { dtype: "float32", secondDtype: "float64" }),
    more([2, 3], { dtype: "float64", secondDtype: "float32" }),
    more([2, 3], { dtype: "float32", secondDtype: "float64", second: "tensor" }),
    ...(plainNumbers
      ? [
          // No float32: a number takes the dtype of what it meets.
          alone([3, 2], { given: { number: second(1)[0] / 3 } }),
          alone([], { given: { number: second(1)[0] }, dtype: "float32" }),
        ]
      : []),
    alone([2, 2], { second: "the first" }),
  ];
}
