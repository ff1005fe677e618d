import type { Inputs } from "@tinytorch/testkit";
import type { Arguments, Problem } from "../differentiate.ts";
import { drawGradient } from "../draw-numbers.ts";
import { expectGradients } from "../expect-gradients.ts";
import { hidden } from "../hidden.ts";
import { type Shape, sizeOf } from "../positions.ts";
import { formulas, reducedShape } from "./expected.ts";

type Values = readonly number[] | ((count: number) => number[]);

function problem(
  inputs: Inputs,
  operation: keyof typeof formulas,
  shape: Shape,
  given: Arguments,
  values: Values,
): Problem {
  const drawn = typeof values === "function" ? values(sizeOf(shape)) : values;
  const view = shape.length > 1 ? "transposed" : "offset";
  return {
    operation,
    operands: [{ shape, values: drawn, view }],
    given,
    gradient: drawGradient(inputs, reducedShape(shape, given.dim, given.keepdim), view),
  };
}

/** Over all, one and several dimensions, kept or not; sizes all different, and a square. */
function everyWay(inputs: Inputs, operation: keyof typeof formulas, values: Values): Problem[] {
  const shapes: readonly (readonly [Shape, readonly Arguments["dim"][]])[] = [
    [
      [2, 3, 4],
      [undefined, 0, 1, 2, -1, -2, -3, [0, 2], [-1, 1], [2, 0, 1], [1], [], [-3, -2, -1]],
    ],
    [
      [3, 3],
      [undefined, 0, 1, -1, [1, 0]],
    ],
    [[4], [undefined, 0, -1, [0]]],
    [[], [undefined]],
    [
      [1, 3],
      [0, 1],
    ],
    [
      [2, 2, 1, 3],
      [1, [0, 3]],
    ],
  ];
  const problems = shapes.flatMap(([shape, dims]) =>
    dims.flatMap((dim, index) => {
      const way = dim === undefined ? {} : { dim };
      const both = [
        problem(inputs, operation, shape, way, values),
        problem(inputs, operation, shape, { ...way, keepdim: true }, values),
      ];
      // Each of the two for every other dimension; both for all of them and the first.
      return index < 2 ? both : [both[index % 2]];
    }),
  );
  return [...problems, { ...problem(inputs, operation, [2, 3], { dim: 1 }, values), dtype: "float32" }];
}

// Sum: everyone gets the gradient of the sum it went into.
hidden(
  "reductions.sum",
  {
    title: "sum: everyone gets it",
    points: 2,
    visibility: "visible",
    hint: "What one number of the sum gets, all that went into it get. First give g the reduced dimensions back as size 1; then it broadcasts to the shape of x.",
  },
  async ({ inputs }) => {
    await expectGradients(formulas.sum, [
      ...everyWay(inputs, "sum", (count) => inputs.magnitudes(count, 1e-3, 1e3)),
      problem(inputs, "sum", [0, 3], { dim: 0 }, []),
      { ...problem(inputs, "sum", [2, 2], {}, [Infinity, 1, -0, 1000]), gradient: drawGradient(inputs, []) },
    ]);
  },
);

// Mean: one n-th, with the n of the group.
hidden(
  "reductions.mean",
  {
    title: "mean: one n-th each",
    points: 2,
    visibility: "visible",
    hint: "n is the number of elements that went into one mean, not the size of x: over dimension 1 of [2, 3] it is 3.",
  },
  async ({ inputs }) => {
    await expectGradients(formulas.mean, [
      ...everyWay(inputs, "mean", (count) => inputs.magnitudes(count, 1e-3, 1e3)),
      problem(inputs, "mean", [0, 3], { dim: 1 }, []),
      // Of one that is infinite the others' shares are what they are, and its own.
      problem(inputs, "mean", [2, 2], {}, [Infinity, 1, -0, 1000]),
      problem(inputs, "mean", [2, 2], { dim: 1 }, [Infinity, 1, -Infinity, 1000]),
    ]);
  },
);

// Max: the largest alone.
hidden(
  "reductions.max",
  {
    title: "max: the largest alone",
    points: 2,
    visibility: "visible",
    hint: "Only the largest element moves the maximum. Compare x with the maximum kept at size 1, so that each row is compared with its own.",
  },
  async ({ inputs }) => {
    const apart = (sign: number) => (count: number) =>
      inputs
        .signed(count, 1, 2)
        .map((value, index) => Math.fround(sign * (Math.abs(value) + ((index * 7) % 5))));
    await expectGradients(formulas.max, [
      ...everyWay(inputs, "max", apart(1)),
      problem(inputs, "max", [2, 3], { dim: 1 }, apart(-1)),
      problem(inputs, "max", [2, 3], {}, apart(-1)),
      problem(inputs, "max", [3], { dim: 0 }, [-Infinity, inputs.number(-2, -1), 0]),
      problem(inputs, "max", [3], {}, [1, Infinity, 0]),
      // What arrives may be infinite: the others get 0, and not 0 · ∞.
      ...[{ dim: 1 }, { dim: [1] }].map(
        (given): Problem => ({
          ...problem(inputs, "max", [2, 3], given, apart(1)),
          gradient: { shape: [2], values: [Infinity, -Infinity] },
        }),
      ),
    ]);
  },
);

// Max: ties go to the first over one dimension, and are shared over several.
hidden(
  "reductions.ties",
  {
    title: "max: ties",
    points: 2,
    visibility: "after-due",
    hint: "Over one dimension the first of the equal ones gets all; over several, or over all, each gets an equal part, and the parts add up to g.",
  },
  async ({ inputs }) => {
    const [x, y] = [inputs.number(1, 2), inputs.number(-2, -1)];
    const rows = [x, y, x, y, y, y, y, x, x, x, x, x];
    const ways: readonly Arguments[] = [
      {},
      { keepdim: true },
      { dim: 0 },
      { dim: 1, keepdim: true },
      { dim: -1 },
      { dim: [0, 1] },
      { dim: [1] },
      { dim: [-2], keepdim: true },
    ];
    await expectGradients(formulas.max, [
      ...ways.map((given) => problem(inputs, "max", [4, 3], given, rows)),
      problem(inputs, "max", [3, 3], { dim: 1 }, [y, y, y, y, x, x, x, y, x]),
      problem(inputs, "max", [3, 3], { dim: 0 }, [y, y, y, y, x, x, x, y, x]),
      problem(inputs, "max", [2, 2, 2], { dim: [0, 2] }, [x, y, y, y, x, x, y, y]),
      problem(inputs, "max", [2, 2, 3], { dim: -2 }, [x, y, y, x, x, y, y, y, x, y, x, x]),
      problem(inputs, "max", [4], { dim: 0 }, [0, -0, 0, y]),
      ...[{}, { dim: 0 }, { dim: [0] }].flatMap((given) => [
        problem(inputs, "max", [4], given, [y, Infinity, x, Infinity]),
        problem(inputs, "max", [3], given, [-Infinity, -Infinity, -Infinity]),
      ]),
      ...[{}, { dim: 1 }, { dim: [1] }].map(
        (given): Problem => ({ ...problem(inputs, "max", [4, 3], given, rows), dtype: "float32" }),
      ),
    ]);
  },
);
