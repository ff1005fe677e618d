import { exact, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectResults, type Trial } from "../expect-results.ts";
import { build, cell, type Grid, grid, type Shape, sizeOf } from "../grid.ts";
import { hidden, submission } from "../hidden.ts";
import {
  backwards,
  given,
  inside,
  itself,
  type Operand,
  plain,
  repeated,
  spread,
  transposed,
  views,
} from "../operand.ts";
import { expectRefusals, shown } from "../refusals.ts";
import { multiplied } from "./expected.ts";
import { multiplyLarge } from "./multiply-large.ts";

// Row i of the left with column j of the right.
hidden(
  "matmul.matrices",
  {
    title: "matmul: rows of the left with columns of the right",
    points: 3,
    visibility: "visible",
    hint: "cᵢⱼ = Σₗ aᵢₗ · bₗⱼ. Take [2, 3] @ [3, 4] and a pencil: how many numbers are multiplied for one element of the result, and where in b does the next one stand? With no numbers to multiply the sum is 0. With NaN or an infinity a product with 0 is NaN, and counts like the others.",
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
    await expectLarge(inputs);
    await expectResults(...specialProducts(inputs));
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
      [[2, 1, 4, 3], [3]],
      [[1], [1, 3]],
      [[3, 1], [1]],
      [[3], [1, 3, 1]],
      [[1, 1, 3], [3]],
      [[2], [2, 1, 3, 2, 1]],
      [[0], [2, 0, 3]],
      [[2, 3, 0], [0]],
      [[0, 3], [3]],
      [[3], [2, 3, 0]],
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
      [
        [2, 1, 1, 2, 1, 2, 3],
        [1, 2, 1, 3, 1],
      ],
      // Of no matrices there are no products, and one that meets none is not used.
      [
        [0, 2, 3],
        [3, 2],
      ],
      [
        [2, 3],
        [2, 0, 3, 2],
      ],
      [
        [1, 2, 3],
        [0, 3, 2],
      ],
      [
        [0, 1, 2, 2],
        [3, 2, 1],
      ],
      [
        [2, 2, 0],
        [0, 3],
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
        ...[...views(a), backwards(a)].map((on) => multiply(on, plain(b))),
        ...[...views(b), backwards(b)].map((other) => multiply(plain(a), other)),
        multiply(transposed(a), inside(b)),
        multiply(spread(a), transposed(b)),
      ];
    });
    const row = repeated(grid([3], inputs.signed(3, 1, 9)), [2, 3]);
    const column = repeated(grid([3, 1], inputs.signed(3, 1, 9)), [2, 3, 2]);
    const square = given([3, 3], inputs.signed(9, 1, 9));
    const tall = given([3, 2], inputs.signed(6, 1, 9));
    const turned = (of: Grid) => build([...of.shape].reverse(), ([i, j]) => cell(of, [j, i]));
    const part = (of: Grid) => build(of.shape.slice(1), (index) => cell(of, [1, ...index]));
    await expectResults(
      ...trials,
      multiply(row, tall),
      multiply(row, column),
      multiply(given([3], inputs.signed(3, 1, 9)), column),
      // Both of one storage.
      multiply(tall, itself(tall, turned(tall.grid), ["t"])),
      multiply(square, itself(square, square.grid)),
      multiply(square, itself(square, turned(square.grid), ["t"])),
      multiply(square, itself(square, part(square.grid), ["select", 0, 1])),
    );
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
      [[0], [3]],
      [[0], [1]],
      [[1], [0]],
      [[1], [3]],
      [[1], [3, 2]],
      [[2, 3], [1]],
      [[2, 1], [3]],
      [[3], [1, 2]],
      [
        [2, 2, 1],
        [2, 3, 2],
      ],
      [
        [2, 0],
        [1, 3],
      ],
      [
        [2, 1],
        [0, 3],
      ],
      [
        [2, 3],
        [0, 3],
      ],
      [[2, 0], [2]],
      [[2], [0, 2]],
    ];
    const batches: [Shape, Shape][] = [
      [
        [2, 2, 3],
        [3, 3, 2],
      ],
      [
        [0, 2, 3],
        [2, 3, 2],
      ],
      [
        [2, 3, 2, 2],
        [3, 1, 2, 2],
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
      ...widely(inputs),
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

/** What is no number, or no end of one, on either side: each spoils what it is multiplied into, also beside zeros. */
function specialProducts(inputs: Inputs): Trial[] {
  const [x, y] = inputs.signed(2, 1, 9);
  const left = given([4, 3], [0, 1, x, Number.NaN, 0, 1, 0, 0, 0, Infinity, y, 0]);
  const right = given([3, 4], [Number.NaN, 1, Infinity, x, 2, 0, 0, 0, y, 0, -Infinity, Number.NaN]);
  const plainLeft = given([4, 3], [0, 1, x, 0, 0, 0, 1, 0, 0, 0, 0, y]);
  const plainRight = given([3, 4], [0, 1, 0, x, 2, 0, 0, 0, y, 0, 0, 0]);
  const list = given([3], [0, 0, 1]);
  const huge = given([2], [3e38, 1].map(Math.fround));
  return [
    multiply(left, right),
    multiply(left, plainRight),
    multiply(plainLeft, right),
    multiply(list, right),
    multiply(left, list),
    multiply(given([2], [0, 1]), given([2], [Infinity, 2])),
    multiply(given([1, 1], [Infinity]), given([1, 1], [0])),
    // Too large for a float32 on the way, and not in the end.
    multiply(given([3], [2e38, 2e38, -2e38].map(Math.fround)), given([3], [1, 1, 1])),
    { on: huge, method: "matmul", args: [itself(huge, huge.grid)], result: grid([], [Infinity]) },
  ];
}

/** Which dtype a product has: float64 where one side is, whatever the shapes. */
function widely(inputs: Inputs): Trial[] {
  const pairs: [Shape, Shape][] = [
    [[1], [1]],
    [[3], [3]],
    [[3], [3, 2]],
    [[2, 3], [3]],
    [
      [3, 1],
      [1, 2],
    ],
    [
      [1, 1],
      [1, 1],
    ],
    [
      [2, 1, 3],
      [3, 2],
    ],
    [[0], [0]],
    [
      [2, 0],
      [0, 3],
    ],
  ];
  const dtypes = [
    ["float32", "float64"],
    ["float64", "float32"],
    ["float64", "float64"],
  ] as const;
  return pairs.flatMap(([left, right]) =>
    dtypes.map(([one, other]) => {
      // Fifteen bits each: their products fit no float32, and their sums a float64.
      const draw = (shape: Shape) =>
        Array.from({ length: sizeOf(shape) }, () => 2 * inputs.integer(8192, 16383) + 1);
      const [on, by] = [given(left, draw(left), one), given(right, draw(right), other)];
      const { result, ...trial } = multiply(on, by);
      return {
        ...trial,
        result: { shape: result.shape, cells: result.cells.map(({ value }) => exact(value)) },
        dtype: "float64" as const,
      };
    }),
  );
}

/** More elements than 16 bits can count, in the product and in a row; and products that change no number. */
async function expectLarge(inputs: Inputs): Promise<void> {
  const length = inputs.integer(258, 262);
  const places = [
    [0, 0],
    [length - 1, length - 1],
    [length - 2, inputs.integer(0, length - 1)],
    [inputs.integer(0, length - 1), 255],
  ] as const;
  const values = inputs.signed(4, 1, 9);
  const seen = await submission.evaluate(multiplyLarge, length, places, values);
  const ends = [34_997 + 34_998 + 34_999, 69_997 + 69_998 + 69_999];
  expect(seen).toEqual({
    table: places.map(([i, j]) => i * j),
    long: [ends, ends],
    kept: Array.from({ length: 4 }, () => values),
    x: values,
  });
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
