import { exact, firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectResults, type Trial } from "../expect-results.ts";
import { build, cell, grid, type Shape, sizeOf } from "../grid.ts";
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
import { applyLarge } from "./apply-large.ts";
import {
  arithmetic,
  type BinaryName,
  binary,
  binaryNames,
  combined,
  mapped,
  rounded,
  type UnaryName,
  unary,
  unaryNames,
  wideBinary,
  wideUnary,
} from "./expected.ts";
import { lookForSigns } from "./look-for-signs.ts";
import { writeOver } from "./write-over.ts";

// Four operations on pairs of elements, to the last bit of a float32.
hidden(
  "elementwise.arithmetic",
  {
    title: "add, sub, mul, div: element by element",
    points: 2,
    visibility: "visible",
    hint: "Element n of the result comes from element n of both, and from nothing else. In sub and div the tensor that the method is called on stands on the left. The result is as large as the operands, whatever their rank.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [
      [],
      [4],
      [2, 3],
      [3, 3],
      [2, 3, 2],
      [2, 1, 2, 3],
      [1],
      [1, 1],
      [1, 2, 1, 1, 2, 1, 2],
      [2, 0, 3],
    ];
    // From the smallest number that there is to what is too large when it is added, multiplied or divided.
    const extremes = [2 ** -149, -1e-38, 3e-5, -1, 16777216, 3e38, -2.5e38].map(Math.fround);
    const [column, row] = [given([7, 1], extremes), given([7], extremes)];
    await expectResults(
      ...shapes.flatMap((shape) => {
        const a = given(shape, inputs.magnitudes(sizeOf(shape), 1e-6, 1e4));
        const b = given(shape, inputs.magnitudes(sizeOf(shape), 1e-3, 1e3));
        return arithmetic.map((method) => combine(method, a, b));
      }),
      ...arithmetic.map((method) => combine(method, column, row)),
    );
    await expectLarge(inputs);
  },
);

// Operands of different shapes are stretched to the one that they have together.
hidden(
  "elementwise.broadcast",
  {
    title: "Broadcasting: rows, columns and single numbers are repeated",
    points: 4,
    visibility: "visible",
    hint: "Which element of a row [1, 3] belongs to place (i, j)? Number j, whatever i is. Stretch both layouts to the shape that the operands have together (a stride of 0 repeats), then read both in the same order. Either side may be the smaller one.",
  },
  async ({ inputs }) => {
    const pairs: [Shape, Shape][] = [
      [[2, 3], [3]],
      [[3], [2, 3]],
      [
        [2, 3],
        [2, 1],
      ],
      [
        [2, 3],
        [1, 3],
      ],
      [
        [2, 1],
        [1, 3],
      ],
      [
        [1, 3],
        [2, 1],
      ],
      [[2, 1], [3]],
      [[3, 3], [3]],
      [
        [3, 3],
        [3, 1],
      ],
      [
        [3, 1],
        [1, 3],
      ],
      [[2, 3], [1]],
      [
        [2, 3],
        [1, 1],
      ],
      [
        [2, 3, 4],
        [3, 1],
      ],
      [
        [2, 1, 4],
        [3, 1],
      ],
      // Repeated in the middle alone, on either side.
      [
        [2, 3, 2],
        [2, 1, 2],
      ],
      [
        [2, 1, 2],
        [2, 3, 2],
      ],
      [
        [2, 3, 1, 2],
        [3, 4, 1],
      ],
      [[4, 1], []],
      [
        [1, 1, 1],
        [2, 2],
      ],
      [
        [2, 1, 1, 2, 1, 1, 2],
        [2, 1, 1, 3, 1],
      ],
    ];
    await expectResults(
      ...pairs.flatMap(([left, right], index) => {
        const a = given(left, inputs.signed(sizeOf(left), 1, 100));
        const b = given(right, inputs.signed(sizeOf(right), 1, 100));
        const methods = index % 2 === 0 ? (["add", "sub"] as const) : (["div", "mul"] as const);
        return methods.map((method) => combine(method, a, b));
      }),
    );
  },
);

// A plain number is an operand without dimensions, of the tensor's dtype.
hidden(
  "elementwise.numbers",
  {
    title: "A plain number on the right, a tensor without dimensions on the left",
    points: 2,
    visibility: "visible",
    hint: "Make the number an operand of one element, and of the tensor's dtype: in float32, 0.1 is 0.10000000149 on both sides of a subtraction. 0 is a number too. tensor(1).sub(x) is 1 minus each element: order matters in sub, div and pow, and nothing may be swapped so that the larger operand comes first.",
  },
  async ({ inputs }) => {
    const number = inputs.magnitudes(1, 0.1, 100)[0];
    // No float32 is a tenth or a third.
    const fractions = [inputs.integer(1, 9) / 10, -inputs.integer(1, 8) / 3];
    // Too large and too small for a float32.
    const [huge, tiny] = [1e39, -1e-46];
    const shapes: Shape[] = [[], [3], [2, 3], [0]];
    const trials = shapes.flatMap((shape) => {
      const on = given(shape, inputs.signed(sizeOf(shape), 0.5, 100));
      return arithmetic.flatMap((method) =>
        [number, 0, -1, 1, ...fractions, huge, tiny].map((value): Trial => {
          const other = grid([], [Math.fround(value)]);
          return { on, method, args: [value], result: combined(on.grid, other, binary[method]) };
        }),
      );
    });
    const same = given([2], fractions.map(Math.fround));
    await expectResults(...trials, {
      on: same,
      method: "sub",
      args: [fractions[1]],
      result: grid([2], [Math.fround(Math.fround(fractions[0]) - Math.fround(fractions[1])), 0]),
    });
    await expectNumberOnTheLeft(inputs);
  },
);

// Powers of tensors and of numbers; the larger of two.
hidden(
  "elementwise.pow-maximum",
  {
    title: "pow and maximum",
    points: 1,
    visibility: "visible",
    hint: "pow raises each element to the power of its partner, which may be 0, 0.5 or negative; a negative number to a fraction is NaN. maximum chooses between two negative numbers as well.",
  },
  async ({ inputs }) => {
    const bases = given([2, 3], inputs.magnitudes(6, 0.1, 10).map(Math.abs));
    const negatives = given(
      [3],
      inputs.signed(3, 1, 9).map((x) => -Math.abs(x)),
    );
    const exponents = given([2, 1], inputs.signed(2, 0.5, 3));
    const powers = [2, 3, 0, 1, -1, -2, 0.5, 1.5];
    const [a, b] = [
      given(
        [3, 2],
        inputs.signed(6, 1, 50).map((x) => -Math.abs(x)),
      ),
      given([3, 2], inputs.signed(6, 1, 50)),
    ];
    const ties = given([3, 1], [b.grid.cells[0].value, b.grid.cells[2].value, b.grid.cells[4].value]);
    const number = -inputs.number(1, 30);
    await expectResults(
      combine("pow", bases, exponents),
      combine("pow", exponents, bases),
      ...[bases, negatives].flatMap((on) =>
        powers.map((power) => ({
          on,
          method: "pow",
          args: [power],
          result: mapped(on.grid, (x) => binary.pow(x, power)),
        })),
      ),
      combine("maximum", a, b),
      combine("maximum", b, a),
      combine("maximum", b, ties),
      ...[number, 0].map((value) => ({
        on: a,
        method: "maximum",
        args: [value],
        result: mapped(a.grid, (x) => binary.maximum(x, Math.fround(value))),
      })),
    );
  },
);

// Four functions of one number.
hidden(
  "elementwise.unary",
  {
    title: "neg, exp, log, sqrt",
    points: 2,
    visibility: "visible",
    hint: "Each element for itself: −x, e to the power of x, the natural logarithm, the square root. What JavaScript's Math gives at the borders is right: exp(1000) is Infinity in float32, log(0) is −Infinity, the root of −1 is NaN.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [[], [5], [2, 3], [2, 1, 3], [1, 1, 2, 2], [0]];
    const trials = shapes.flatMap((shape) => {
      const size = sizeOf(shape);
      const signed = given(shape, inputs.signed(size, 0.01, 20));
      const positive = given(shape, inputs.magnitudes(size, 1e-6, 1e4).map(Math.abs));
      return [
        apply("neg", signed),
        apply("exp", signed),
        apply("neg", positive),
        apply("log", positive),
        apply("sqrt", positive),
      ];
    });
    const borders = given([10], [0, 1, -1, 1000, -1000, 88, 89, -100, 1e-6, -1e-6].map(Math.fround));
    const names = ["neg", "exp", "log", "sqrt"] as const;
    await expectResults(...trials, ...names.map((method) => apply(method, borders)));
  },
);

// NaN, infinities and zeros with a sign.
hidden(
  "elementwise.special",
  {
    title: "NaN, infinities and −0 go through as in float arithmetic",
    points: 1,
    visibility: "after-due",
    hint: "A NaN on either side of maximum makes NaN, which a comparison with > forgets. 0 times Infinity is NaN, 1 / −0 is −Infinity, and neg of 0 is −0. No element may be taken for missing because it is 0 or NaN.",
  },
  async ({ inputs }) => {
    const x = inputs.number(1, 9);
    const specials = [0, 1, -1, x, -x, Number.NaN, Infinity, -Infinity];
    const [column, row] = [given([8, 1], specials), given([8], specials)];
    const trials = binaryNames.map((method) => combine(method, column, row));
    const single = unaryNames.map((method) => apply(method, row));
    const numbers = [Number.NaN, Infinity, -Infinity, 0, -0, 1, -1, 2, 0.5].flatMap((value) =>
      binaryNames.map((method) => ({
        on: row,
        method,
        args: [value],
        result: mapped(row.grid, (each) => binary[method](each, value)),
      })),
    );
    // With itself: nothing comes out by itself where a number is none.
    const own = itself(row, row.grid);
    await expectResults(
      ...trials,
      ...single,
      ...numbers,
      ...binaryNames.map((method) => combine(method, row, own)),
    );
    const signs = await submission.evaluate(lookForSigns, x);
    const below = [1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0];
    expect(signs).toEqual(
      below.flatMap((sign) => (sign === 1 ? [-Infinity, -Infinity] : [Infinity, Infinity])),
    );
  },
);

// Views are read through their strides, whichever side they are on.
hidden(
  "elementwise.views",
  {
    title: "Arithmetic on views",
    points: 3,
    visibility: "visible",
    hint: "Two tensors of one shape may lie in their storages in different orders. Go by the places that each layout tells (offset and strides), for both operands, and never by the order of the storage.",
  },
  async ({ inputs }) => {
    const shapes: [Shape, Shape][] = [
      [
        [2, 3],
        [2, 3],
      ],
      [
        [3, 3],
        [3, 3],
      ],
      [[4], [4]],
      [
        [2, 3, 2],
        [3, 2],
      ],
      [
        [2, 1],
        [1, 3],
      ],
      [[3, 2], []],
    ];
    const methods: readonly BinaryName[] = ["add", "sub", "mul", "div", "maximum"];
    const pairs = shapes.flatMap(([left, right], index) => {
      const method = methods[index % methods.length];
      const draw = (shape: Shape) => {
        const values = inputs.signed(sizeOf(shape), 1, 9);
        // maximum chooses between negative numbers as well.
        return grid(shape, method === "maximum" ? values.map((value) => -Math.abs(value)) : values);
      };
      const [a, b] = [draw(left), draw(right)];
      const [kindsA, kindsB] = [views(a), views(b)];
      return [
        ...kindsA.map((on) => combine(method, on, plain(b))),
        ...kindsB.map((other) => combine(method, plain(a), other)),
        ...kindsA.map((on, kind) => combine(method, on, kindsB[(kind + 1) % 3])),
      ];
    });
    const square = grid([3, 3], inputs.signed(9, 1, 3));
    const powers = [transposed, inside, spread].map((view) =>
      combine("pow", view(mapped(square, (x) => exact(Math.abs(x)))), plain(square)),
    );
    const singles = [[2, 3], [3], [2, 2, 3]].flatMap((shape) => {
      const of = grid(shape, inputs.signed(sizeOf(shape), 1, 9));
      return [...views(of), backwards(of)].flatMap((on) => unaryNames.map((method) => apply(method, on)));
    });
    const [again, column] = [
      repeated(grid([2, 1], inputs.signed(2, 1, 9)), [2, 3]),
      repeated(grid([3, 1], inputs.signed(3, 1, 9)), [2, 3, 2]),
    ];
    const back = backwards(grid([2, 3], inputs.signed(6, 1, 9)));
    await expectResults(
      ...pairs,
      ...powers,
      ...singles,
      ...unaryNames.map((method) => apply(method, again)),
      combine("sub", again, back),
      combine("div", back, again),
      combine("sub", column, given([2], inputs.signed(2, 1, 9))),
      combine("sub", given([2, 1, 1], inputs.signed(2, 1, 9)), column),
      ...ofOneStorage(inputs),
    );
  },
);

// What comes out has a storage of its own.
hidden(
  "elementwise.new-storage",
  {
    title: "A result never shares its storage with an operand",
    points: 1,
    visibility: "after-due",
    hint: "Adding 0 or raising to the power of 1 changes no number, and still makes a new tensor: whoever writes into the result must not write into the operand.",
  },
  async ({ inputs }) => {
    const values = inputs.signed(4, 1, 9);
    const seen = await submission.evaluate(writeOver, values);
    expect(seen).toEqual({
      operands: Array.from({ length: 21 }, () => values),
      kept: Array.from({ length: 16 }, () => values),
    });
  },
);

// Float64 on either side makes float64; an operand without dimensions does not decide.
hidden(
  "elementwise.dtype",
  {
    title: "float32 and float64 together",
    points: 1,
    visibility: "after-due",
    hint: "resultDType says what two operands give together: dimensions count, not elements. A plain number takes the dtype of the tensor. An operation on one tensor keeps its dtype, and in float64 nothing is rounded to float32 on the way, nor twice.",
  },
  async ({ inputs }) => {
    const thirds = (count: number) => Array.from({ length: count }, () => inputs.integer(1, 50) / 3);
    const double = given([2, 3], thirds(6), "float64");
    const single = given([3], inputs.signed(3, 1, 2));
    const [doubleAlone, singleAlone] = [given([], thirds(1), "float64"), given([], inputs.signed(1, 1, 2))];
    const third = 1 / 3;
    const exactly = (map: (x: number) => number) => mapped(double.grid, (x) => exact(map(x)));
    const together = (a: Operand, b: Operand) => combined(a.grid, b.grid, (x, y) => exact(x + y));
    const narrow = (a: Operand, b: Operand) => combined(a.grid, b.grid, (x, y) => rounded(x + y));
    const narrowBy = (a: Operand) => mapped(a.grid, (x) => rounded(x + Math.fround(third)));
    const doubleBy = (a: Operand) => mapped(a.grid, (x) => exact(x + third));
    await expectResults(
      { on: double, method: "add", args: [single], result: together(double, single), dtype: "float64" },
      { on: single, method: "add", args: [double], result: together(single, double), dtype: "float64" },
      { on: double, method: "add", args: [double], result: together(double, double), dtype: "float64" },
      {
        on: doubleAlone,
        method: "add",
        args: [double],
        result: together(doubleAlone, double),
        dtype: "float64",
      },
      {
        on: double,
        method: "add",
        args: [singleAlone],
        result: together(double, singleAlone),
        dtype: "float64",
      },
      {
        on: singleAlone,
        method: "add",
        args: [double],
        result: together(singleAlone, double),
        dtype: "float64",
      },
      {
        on: single,
        method: "add",
        args: [doubleAlone],
        result: narrow(single, doubleAlone),
        dtype: "float32",
      },
      {
        on: doubleAlone,
        method: "add",
        args: [single],
        result: narrow(doubleAlone, single),
        dtype: "float32",
      },
      {
        on: doubleAlone,
        method: "add",
        args: [singleAlone],
        result: together(doubleAlone, singleAlone),
        dtype: "float64",
      },
      {
        on: singleAlone,
        method: "add",
        args: [doubleAlone],
        result: together(singleAlone, doubleAlone),
        dtype: "float64",
      },
      { on: singleAlone, method: "add", args: [third], result: narrowBy(singleAlone), dtype: "float32" },
      { on: doubleAlone, method: "add", args: [third], result: doubleBy(doubleAlone), dtype: "float64" },
      { on: double, method: "mul", args: [third], result: exactly((x) => x * third), dtype: "float64" },
      { on: double, method: "sub", args: [third], result: exactly((x) => x - third), dtype: "float64" },
      { on: double, method: "neg", result: exactly((x) => -x), dtype: "float64" },
      { on: double, method: "sqrt", result: exactly((x) => Math.sqrt(x)), dtype: "float64" },
      ...inWideNumbers(inputs),
    );
    await expectTogether(inputs);
  },
);

function combine(method: BinaryName, a: Operand, b: Operand): Trial {
  return { on: a, method, args: [b], result: combined(a.grid, b.grid, binary[method]) };
}

function apply(method: UnaryName, on: Operand): Trial {
  return { on, method, result: mapped(on.grid, unary[method]) };
}

/** Both operands read one storage: the same tensor, its transpose, its rows. */
function ofOneStorage(inputs: Inputs): Trial[] {
  const square = given([3, 3], inputs.signed(9, 1, 9));
  const turned = build([3, 3], ([i, j]) => cell(square.grid, [j, i]));
  const row = build([3], ([j]) => cell(square.grid, [1, j]));
  const column = build([3], ([i]) => cell(square.grid, [i, 2]));
  return (["add", "sub", "mul", "div", "maximum"] as const).flatMap((method) => [
    combine(method, square, itself(square, square.grid)),
    combine(method, square, itself(square, turned, ["t"])),
    combine(method, square, itself(square, row, ["select", 0, 1])),
    combine(method, square, itself(square, column, ["select", 1, -1])),
  ]);
}

/** Every operation in float64, to the last bit where there is one right result. */
function inWideNumbers(inputs: Inputs): Trial[] {
  const wide = (shape: Shape, values: readonly number[]) => given(shape, values, "float64");
  const thirds = wide(
    [3, 4],
    Array.from({ length: 12 }, () => inputs.integer(1, 200) / 3),
  );
  // x over x is 1, for every x: 49 · (1/49) is not.
  const whole = wide([5], [49, 98, inputs.integer(2, 99), 1e-310, 5e-324]);
  const factors = wide([4], [inputs.integer(1, 20) / 7, -inputs.integer(1000, 2000) / 11, 1e200, -1e-200]);
  const exponents = wide([4], [-700.5, inputs.integer(300, 600) / 7, inputs.integer(-20, -1) / 3, 709]);
  const dtype = "float64";
  const pair = (method: BinaryName, a: Operand, b: Operand): Trial => {
    return { on: a, method, args: [b], result: combined(a.grid, b.grid, wideBinary[method]), dtype };
  };
  const positive = wide(
    [4],
    factors.grid.cells.map(({ value }) => Math.abs(value)),
  );
  const zero = wide([1], [0]);
  return [
    ...binaryNames.flatMap((method) => [
      pair(method, method === "pow" ? positive : factors, thirds),
      pair(method, thirds, method === "pow" ? wide([1], [inputs.integer(1, 9) / 7]) : factors),
      ...[1 / 3, 1e-310, 7, 1e39].map(
        (value): Trial => ({
          on: thirds,
          method,
          args: [value],
          result: mapped(thirds.grid, (x) => wideBinary[method](x, value)),
          dtype,
        }),
      ),
    ]),
    pair("div", whole, itself(whole, whole.grid)),
    pair("div", whole, whole),
    pair("div", zero, whole),
    ...[...views(thirds.grid, dtype), thirds, positive].flatMap((on) =>
      unaryNames.map((method): Trial => ({ on, method, result: mapped(on.grid, wideUnary[method]), dtype })),
    ),
    { on: exponents, method: "exp", result: mapped(exponents.grid, wideUnary.exp), dtype },
    { on: wide([0], []), method: "exp", result: grid([0], []), dtype },
  ];
}

/** Which dtype two operands have together: by their dimensions, whatever their elements. */
async function expectTogether(inputs: Inputs): Promise<void> {
  const shapes: Shape[] = [[], [1], [1, 1], [3], [2, 3], [0], [2, 0]];
  const pairs = shapes.flatMap((left) => shapes.map((right) => [left, right] as const));
  const fitting = pairs.filter(
    ([left, right]) => left.includes(0) === right.includes(0) || sizeOf(left) === 1 || sizeOf(right) === 1,
  );
  await expectResults(
    ...fitting.flatMap(([left, right], index) => {
      const draw = (shape: Shape) => inputs.signed(sizeOf(shape), 1, 2);
      const [a, b] = [draw(left), draw(right)];
      // Each operation has its turn.
      const method = arithmetic[index % arithmetic.length];
      return (["float32", "float64"] as const).map((of): Trial => {
        const other = of === "float32" ? "float64" : "float32";
        const decided = left.length === 0 && right.length > 0 ? other : of;
        const alike = (left.length === 0) === (right.length === 0);
        const dtype = alike ? "float64" : decided;
        const by = dtype === "float64" ? wideBinary[method] : binary[method];
        const [on, second] = [given(left, a, of), given(right, b, other)];
        return { on, method, args: [second], result: combined(on.grid, second.grid, by), dtype };
      });
    }),
  );
}

/** More elements than 16 bits can count. */
async function expectLarge(inputs: Inputs): Promise<void> {
  const [m, n] = [2, inputs.integer(33_000, 34_000)];
  const places = [
    [0, 0],
    [0, n - 1],
    [1, inputs.integer(0, n - 1)],
    [m - 1, inputs.integer(n - 400, n - 2)],
    [m - 1, n - 1],
  ] as const;
  const seen = await submission.evaluate(applyLarge, [m, n], places);
  const at = (of: (x: number, i: number, j: number) => number) =>
    places.map(([i, j]) => Math.fround(of(i * n + j, i, j)));
  expect(firstDifference(seen, [at((x) => -x), at((x, _, j) => x - j), at((x, i) => i * x)])).toBe(null);
}

/** A tensor without dimensions on the left is stretched like any other. */
async function expectNumberOnTheLeft(inputs: Inputs): Promise<void> {
  const shapes: Shape[] = [[3], [2, 3], [2, 1, 2], [1]];
  await expectResults(
    ...shapes.flatMap((shape) => {
      const x = given(shape, inputs.signed(sizeOf(shape), 0.5, 3));
      return (["sub", "div", "pow", "maximum"] as const).flatMap((method) =>
        [[], [1]].map((left) => combine(method, given(left, [inputs.number(1, 2)]), x)),
      );
    }),
  );
}
