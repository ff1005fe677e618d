import type { Inputs } from "@tinytorch/testkit";
import { expectResults, type Trial } from "../expect-results.ts";
import { build, grid, type Shape, sizeOf } from "../grid.ts";
import { hidden } from "../hidden.ts";
import { given, inside, type Operand, plain, spread, transposed, views } from "../operand.ts";
import { expectRefusals, shown } from "../refusals.ts";
import { multiplied } from "./expected.ts";

// Row i of the left with column j of the right.
hidden(
  "matmul.matrices",
  {
    title: "matmul: rows of the left with columns of the right",
    points: 3,
    visibility: "visible",
    hint: "cᵢⱼ = Σₗ aᵢₗ · bₗⱼ. Take [2, 3] @ [3, 4] and a pencil: how many numbers are multiplied for one element of the result, and where in b does the next one stand? With no numbers to multiply the sum is 0.",
  },
  async ({ inputs }) => {
    const pairs: [Shape, Shape][] = [
      [
        [2, 3],
        [3, 4],
      ],
      [
        [4, 3],
        [3, 2],
      ],
      [
        [3, 3],
        [3, 3],
      ],
      [
        [2, 5],
        [5, 2],
      ],
      [
        [1, 4],
        [4, 3],
      ],
      [
        [3, 4],
        [4, 1],
      ],
      [
        [1, 4],
        [4, 1],
      ],
      [
        [4, 1],
        [1, 3],
      ],
      [
        [1, 1],
        [1, 1],
      ],
    ];
    await expectResults(...pairs.map(([left, right]) => multiply(...drawn(inputs, left, right))));
    await expectEmptyProducts(inputs);
  },
);

// A list is a row on the left and a column on the right.
hidden(
  "matmul.lists",
  {
    title: "matmul with lists: dot product, row times matrix, matrix times column",
    points: 2,
    visibility: "visible",
    hint: "A list on the left counts as [1, k], on the right as [k, 1], and the dimension that was added leaves the result again: two lists give a number of the shape [].",
  },
  async ({ inputs }) => {
    const pairs: [Shape, Shape][] = [
      [[4], [4]],
      [[1], [1]],
      [[3], [3, 4]],
      [[2, 3], [3]],
      [[3], [3, 3]],
      [[3, 3], [3]],
      [[3], [3, 1]],
      [[1, 3], [3]],
      [[3], [2, 3, 4]],
      [[2, 4, 3], [3]],
      [[3], [2, 1, 3, 2]],
    ];
    await expectResults(...pairs.map(([left, right]) => multiply(...drawn(inputs, left, right))));
  },
);

// What stands in front of the matrices broadcasts.
hidden(
  "matmul.batched",
  {
    title: "matmul of many matrices at once",
    points: 2,
    visibility: "visible",
    hint: "The last two dimensions are the matrices; what stands in front of them broadcasts like the shapes of two operands of an addition. One matrix is used with every one of the other side.",
  },
  async ({ inputs }) => {
    const pairs: [Shape, Shape][] = [
      [
        [2, 3, 4],
        [2, 4, 5],
      ],
      [
        [2, 3, 4],
        [4, 2],
      ],
      [
        [3, 4],
        [2, 4, 5],
      ],
      [
        [2, 1, 3, 2],
        [3, 2, 4],
      ],
      [
        [1, 3, 2],
        [4, 2, 2],
      ],
      [
        [3, 2, 2],
        [1, 2, 3],
      ],
      [
        [2, 2, 2],
        [2, 2, 2],
      ],
      [
        [2, 1, 2, 3],
        [1, 3, 3, 2],
      ],
      // Repeated in front and next to the matrices, on either side.
      [
        [3, 2, 2],
        [2, 1, 2, 3],
      ],
      [
        [2, 3, 2, 2],
        [2, 1, 2, 2],
      ],
      [
        [2, 1, 2, 2],
        [2, 3, 2, 1],
      ],
      [
        [2, 1, 2, 1],
        [3, 1, 3],
      ],
    ];
    await expectResults(...pairs.map(([left, right]) => multiply(...drawn(inputs, left, right))));
  },
);

// Views are read through their strides on both sides.
hidden(
  "matmul.views",
  {
    title: "matmul of views: a · aᵀ",
    points: 2,
    visibility: "visible",
    hint: "Read both operands through their strides and offsets; x.matmul(x.t()) is symmetric, and both read one storage.",
  },
  async ({ inputs }) => {
    const pairs: [Shape, Shape][] = [
      [
        [2, 3],
        [3, 4],
      ],
      [
        [3, 3],
        [3, 3],
      ],
      [[3], [3, 2]],
      [[2, 3], [3]],
      [
        [2, 3, 2],
        [2, 3],
      ],
    ];
    const trials = pairs.flatMap(([left, right]) => {
      const [a, b] = drawn(inputs, left, right).map((operand) => operand.grid);
      return [
        ...views(a).map((on) => multiply(on, plain(b))),
        ...views(b).map((other) => multiply(plain(a), other)),
        multiply(transposed(a), inside(b)),
        multiply(spread(a), transposed(b)),
      ];
    });
    const row = grid([3], inputs.signed(3, 1, 9));
    const repeated: Operand = {
      ...plain(build([2, 3], ([, j]) => row.cells[j])),
      making: { ...plain(row).making, calls: [["broadcastTo", [2, 3]]] },
    };
    await expectResults(...trials, multiply(repeated, given([3, 2], inputs.signed(6, 1, 9))));
  },
);

// Lengths that do not fit, and operands without dimensions.
hidden(
  "matmul.refused",
  {
    title: "matmul: what does not fit is refused",
    points: 2,
    visibility: "visible",
    hint: "The last length of the left must be the last but one of the right (the only one of a list), also where one of them is 1: nothing is stretched there. A RangeError that begins with `matmul:` names both shapes.",
  },
  async ({ inputs }) => {
    const pairs: [Shape, Shape][] = [
      [
        [2, 3],
        [4, 3],
      ],
      [
        [2, 3],
        [2, 3],
      ],
      [
        [2, 3],
        [4, 5],
      ],
      [
        [2, 1],
        [3, 4],
      ],
      [
        [2, 3],
        [1, 4],
      ],
      [[3], [4]],
      [[3], [1]],
      [[2, 3], [2]],
      [[3], [2, 3]],
      [
        [2, 2, 3],
        [2, 2, 3],
      ],
      [[], [3]],
      [[3], []],
      [[], []],
      [[2, 2], []],
    ];
    const batches: [Shape, Shape][] = [
      [
        [2, 2, 3],
        [3, 3, 2],
      ],
      [
        [4, 1, 2, 2],
        [3, 2, 2, 2],
      ],
    ];
    const refused = ([left, right]: [Shape, Shape], names: readonly string[]) => {
      const [on, other] = drawn(inputs, left, right);
      return { on, method: "matmul", args: [other], names };
    };
    await expectRefusals(
      ...pairs.map((pair) => refused(pair, pair.map(shown))),
      // Of these, the lengths in front, with or without the matrices' own.
      ...batches.map((pair) =>
        refused(
          pair,
          pair.map((shape) => shown(shape.slice(0, -2)).slice(0, -1)),
        ),
      ),
    );
  },
);

// Added in 64 bits, rounded once; float64 where one of the two is.
hidden(
  "matmul.rounds-once",
  {
    title: "matmul is rounded once, and float64 beside float32 is float64",
    points: 1,
    visibility: "never",
    hint: "Add the products in a plain number and store it at the end. Ask resultDType what the two give together.",
  },
  async ({ inputs }) => {
    const large = Math.fround(inputs.integer(2, 9) * 1e8);
    const k = inputs.integer(5, 9);
    const row = [large, ...Array.from({ length: k }, () => 1), -large];
    const ones = row.map(() => 1);
    const a = given([2, k + 2], [...row, ...row.map((value) => -value)]);
    const thirds = Array.from({ length: 6 }, () => inputs.integer(1, 50) / 3);
    const double = given([2, 3], thirds, "float64");
    const identity = given([3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
    await expectResults(
      { on: a, method: "matmul", args: [given([k + 2, 1], ones)], result: grid([2, 1], [k, -k]) },
      { on: a, method: "matmul", args: [given([k + 2], ones)], result: grid([2], [k, -k]) },
      { on: double, method: "matmul", args: [identity], result: grid([2, 3], thirds), dtype: "float64" },
      {
        on: identity,
        method: "matmul",
        args: [given([3, 2], thirds, "float64")],
        result: grid([3, 2], thirds),
        dtype: "float64",
      },
      {
        on: double,
        method: "matmul",
        args: [given([3], [0, 1, 0])],
        result: grid([2], [thirds[1], thirds[4]]),
        dtype: "float64",
      },
    );
  },
);

function multiply(a: Operand, b: Operand): Trial {
  return { on: a, method: "matmul", args: [b], result: multiplied(a.grid, b.grid) };
}

/** Two operands of all different numbers, small beside one another or not. */
function drawn(
  inputs: { magnitudes(count: number, low: number, high: number): number[] },
  left: Shape,
  right: Shape,
) {
  const draw = (shape: Shape) => given(shape, inputs.magnitudes(sizeOf(shape), 0.1, 10));
  return [draw(left), draw(right)] as const;
}

/** Nothing to add gives 0, and nothing to fill gives nothing. */
async function expectEmptyProducts(inputs: Inputs): Promise<void> {
  const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
  const pairs: [Shape, Shape][] = [
    [
      [m, 0],
      [0, n],
    ],
    [
      [0, m],
      [m, n],
    ],
    [
      [m, n],
      [n, 0],
    ],
    [[0], [0]],
    [[0], [0, n]],
    [
      [0, m, n],
      [n, m],
    ],
  ];
  await expectResults(...pairs.map(([left, right]) => multiply(...drawn(inputs, left, right))));
}
