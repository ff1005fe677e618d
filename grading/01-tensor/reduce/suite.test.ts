import { exact, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { combined } from "../elementwise/expected.ts";
import { expectResults, type Trial } from "../expect-results.ts";
import { build, grid, type Shape, sizeOf } from "../grid.ts";
import { hidden, submission } from "../hidden.ts";
import { backwards, given, type Operand, plain, repeated, views } from "../operand.ts";
import { expectRefusals } from "../refusals.ts";
import { type FoldName, folds, reduced } from "./expected.ts";
import { foldLarge } from "./fold-large.ts";
import { writeApart } from "./write-apart.ts";

// Without a dim, one number of everything.
hidden(
  "reduce.all",
  {
    title: "sum, mean, max without a dim: one number of everything",
    points: 1,
    visibility: "visible",
    hint: "Without a dim the whole tensor is one row, and the result has no dimensions: its shape is []. Of one element the sum is that element, and of a hundred thousand no call takes each as an argument.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [
      [],
      [5],
      [2, 3],
      [3, 3],
      [2, 3, 4],
      [2, 1, 2, 3],
      [1],
      [1, 1],
      [1, 2, 1, 1, 2, 1, 2],
    ];
    await expectResults(
      ...shapes.flatMap((shape, index) => {
        const values = inputs.magnitudes(sizeOf(shape), 1e-2, 1e2);
        // The largest in the middle or, in every other, at the end.
        const on = given(shape, index % 2 === 0 ? values : values.toSorted((a, b) => a - b));
        return (["sum", "mean", "max"] as const).map((name) => fold(name, on, null));
      }),
    );
    await expectLarge(inputs);
    const values = inputs.signed(4, 1, 9);
    const apart = await submission.evaluate(writeApart, values);
    const kept = Array.from({ length: 7 }, () => values);
    expect(apart).toEqual({ kept, row: values, alone: values[0] });
  },
);

// Along a dimension, that dimension is gone.
hidden(
  "reduce.sum-along",
  {
    title: "sum along each dimension",
    points: 3,
    visibility: "visible",
    hint: "sum(0) of a matrix adds up each column: the dimension named is the one that vanishes. With that dimension read last, the elements that belong together stand next to one another.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [
      [5],
      [2, 3],
      [3, 2],
      [3, 3],
      [2, 3, 4],
      [2, 2, 2],
      [2, 1, 3],
      [1, 4],
      [2, 3, 1, 2],
      [1],
      [2, 1, 3, 1, 2, 1, 2],
    ];
    const double = given([2, 3, 2], thirds(inputs, 12), "float64");
    await expectResults(
      ...shapes.flatMap((shape) => {
        const on = given(shape, inputs.magnitudes(sizeOf(shape), 1e-2, 1e2));
        return shape.map((_, dim) => fold("sum", on, dim));
      }),
      ...[null, 0, 1, 2].map((dim) => wideFold("sum", double, dim)),
    );
  },
);

// Dimensions below 0 count from the last one.
hidden(
  "reduce.negative-dim",
  {
    title: "Reductions: −1 is the last dimension, and what is not there is refused",
    points: 2,
    visibility: "visible",
    hint: "−1 is the last dimension and −ndim the first: add the number of dimensions to what is below 0. Everything else is a RangeError that begins with the name of the reduction and says which dims there are, and which it got.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [[4], [2, 3], [3, 3], [2, 3, 4]];
    const names = ["sum", "mean", "max", "argmax"] as const;
    await expectResults(
      ...shapes.flatMap((shape) => {
        const on = given(shape, inputs.signed(sizeOf(shape), 1, 100));
        return shape.flatMap((_, dim) =>
          names.map((name): Trial => {
            const trial = fold(name, on, dim);
            return { ...trial, args: [dim - shape.length] };
          }),
        );
      }),
      ...[-1, -2, -3, -4].flatMap((dim) => {
        const on = given([2, 3, 1, 4], inputs.signed(24, 1, 100));
        return (["sum", "mean", "max"] as const).map((method): Trial => {
          const result = reduced(on.grid, folds[method], dim + 4, true);
          return { on, method, args: [dim, { keepdim: true }], result };
        });
      }),
    );
    await expectDimsRefused(inputs);
  },
);

// Keepdim leaves a length of 1 where the dimension was.
hidden(
  "reduce.keepdim",
  {
    title: "keepdim leaves a 1 where the dimension was: x − max of each row",
    points: 4,
    visibility: "visible",
    hint: "With keepdim the result has as many dimensions as before, and the length 1 stands exactly where the reduced one stood; without a dim all lengths become 1. keepdim: false is the same as leaving it out. On a square matrix both shapes fit what they came from, and only one is right.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [[5], [2, 3], [3, 3], [2, 3, 4], [1, 4], []];
    const names = ["sum", "mean", "max"] as const;
    // Options that say nothing, and none at all after some: each holds for its own call.
    const options = [{ keepdim: true }, {}, { keepdim: false }, { keepdim: true }, null];
    await expectResults(
      ...shapes.flatMap((shape) => {
        const on = given(shape, inputs.signed(sizeOf(shape), 1, 100));
        const dims = [null, ...shape.map((_, dim) => dim)];
        return names.flatMap((method) =>
          dims.flatMap((dim) =>
            options.map(
              (option): Trial => ({
                on,
                method,
                args: [dim, option],
                result: reduced(on.grid, folds[method], dim, option?.keepdim === true),
              }),
            ),
          ),
        );
      }),
    );
    await expectRowByRow(inputs);
  },
);

// The mean is the sum over the number of what was added.
hidden(
  "reduce.mean",
  {
    title: "mean divides by how many were added",
    points: 2,
    visibility: "visible",
    hint: "mean(0) of a [2, 3] matrix adds two numbers for each column and divides by 2, not by 6 and not by 3.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [[5], [2, 3], [4, 3], [3, 3], [2, 3, 4], [1, 4], [4, 1], [2, 1, 3]];
    await expectResults(
      ...shapes.flatMap((shape) => {
        const on = given(shape, inputs.signed(sizeOf(shape), 1, 100));
        return shape.map((_, dim) => fold("mean", on, dim));
      }),
      ...[null, 0, 1, 2].map((dim) => wideFold("mean", given([2, 3, 2], thirds(inputs, 12), "float64"), dim)),
    );
  },
);

// The largest of negative numbers is negative.
hidden(
  "reduce.max",
  {
    title: "max: also where all numbers are negative",
    points: 2,
    visibility: "visible",
    hint: "Start with the first number of the row and not with 0. The largest may stand anywhere, first and last included, more than once, and be −Infinity.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [[5], [2, 3], [3, 3], [2, 3, 4], [4, 1], [1, 4], [1]];
    const negative = shapes.map((shape) =>
      given(
        shape,
        inputs.magnitudes(sizeOf(shape), 1e-2, 1e4).map((x) => -Math.abs(x)),
      ),
    );
    const low = [-Infinity, -Infinity, -Infinity, -3e38, -1e-6, -2e38];
    const mixed = given([2, 3], low.map(Math.fround));
    const ascending = [-3, -2, -1, 0, 1].map((x) => x * inputs.number(1, 1.1));
    const sorted = [ascending, [...ascending].reverse()].map((values) => given([5], values.map(Math.fround)));
    const tied = given([2, 2, 2], [-1, -1, -2, -1, 3, 0, 3, 3]);
    await expectResults(
      ...[...negative, mixed, ...sorted, tied].flatMap((on) =>
        [null, ...on.grid.shape.map((_, dim) => dim)].map((dim) => fold("max", on, dim)),
      ),
      ...[null, 0, 1, 2].map((dim) => fold("max", given([2, 3, 2], thirds(inputs, 12), "float64"), dim)),
    );
  },
);

// A number that is not known makes what comes of it unknown, wherever it stands.
hidden(
  "reduce.nan",
  {
    title: "NaN and infinities go through every reduction",
    points: 1,
    visibility: "after-due",
    hint: "A comparison with NaN is always false, so that a NaN in the middle is easily passed over and one at the beginning never left. sum, mean and max are NaN as soon as one element is, and argmax is the place of the first of them. Infinity is added and compared like any number; with −Infinity it adds up to NaN.",
  },
  async ({ inputs }) => {
    const values = inputs
      .signed(4, 1, 9)
      .map((value, index) => (index === 1 ? Math.abs(value) : -Math.abs(value)));
    const rows = [0, 1, 2, 3].map((place) => values.with(place, Number.NaN));
    const two = [values[0], Number.NaN, Infinity, Number.NaN];
    const on = given([7, 4], [...rows.flat(), ...two, ...values, ...[Number.NaN, Number.NaN, values[1], 1]]);
    // An infinity is a number like others, and one with its opposite is none.
    const endless = given(
      [4, 3],
      [
        values[0],
        Infinity,
        values[1],
        -Infinity,
        values[2],
        1,
        Infinity,
        1,
        -Infinity,
        Infinity,
        2,
        Infinity,
      ],
    );
    await expectResults(
      ...[on, endless, plain(endless.grid, "float64"), ...views(on.grid)].flatMap((of) =>
        (["sum", "mean", "max", "argmax"] as const).flatMap((name) =>
          [null, 0, 1].map((dim) => fold(name, of, dim)),
        ),
      ),
    );
  },
);

// Where the largest stands; of several the first.
hidden(
  "reduce.argmax",
  {
    title: "argmax: where the largest stands, and of several the first",
    points: 2,
    visibility: "visible",
    hint: "The position counts from 0 along the dimension, or in row-major order without one. Move on only to what is larger, never to what is equal. The result is float64.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [[6], [2, 3], [3, 3], [2, 3, 4], [4, 1], [1, 4], [1], []];
    const distinct = shapes.map((shape) => given(shape, inputs.signed(sizeOf(shape), 1, 100)));
    const [high, low] = [inputs.number(5, 9), inputs.number(-9, -5)];
    const tied = [
      given([5], [low, high, low, high, high]),
      given([4], [low, low, low, low]),
      given([2, 3], [high, high, low, low, high, high]),
      given([3, 2], [low, -Infinity, low, low, -Infinity, high]),
      given([3], [-Infinity, -Infinity, -Infinity]),
      given([2, 2], [0, 0, -1, 0]),
      // −0 and 0 are equal.
      given([2, 3], [-0, 0, -1, 0, -0, -0]),
    ];
    await expectResults(
      ...[...distinct, ...tied].flatMap((on) =>
        [null, ...on.grid.shape.map((_, dim) => dim)].map((dim) => fold("argmax", on, dim)),
      ),
      // In float32 these are equal.
      ...[null, 0, 1].map((dim) => {
        const close = [1, 1 + 2 ** -40, 1 + 2 ** -30, 1 + 2 ** -30, 1, 1 + 2 ** -50];
        return fold("argmax", given([3, 2], close, "float64"), dim);
      }),
    );
  },
);

// Views are reduced as they are read.
hidden(
  "reduce.views",
  {
    title: "Reductions of views",
    points: 2,
    visibility: "visible",
    hint: "Which elements belong to a row is for the view's strides and offset to tell. Nothing outside of the view may be counted.",
  },
  async ({ inputs }) => {
    const shapes: Shape[] = [[4], [2, 3], [3, 3], [2, 3, 2]];
    const names = ["sum", "mean", "max", "argmax"] as const;
    const stretches: [Shape, Shape][] = [
      [[3], [2, 3]],
      [
        [3, 1],
        [3, 4],
      ],
      [
        [2, 1, 2],
        [2, 3, 2],
      ],
    ];
    await expectResults(
      ...[
        ...shapes.flatMap((shape) => views(grid(shape, inputs.signed(sizeOf(shape), 1, 100)))),
        ...stretches.map(([from, to]) => repeated(grid(from, inputs.signed(sizeOf(from), 1, 100)), to)),
        backwards(grid([2, 3], inputs.signed(6, 1, 100))),
      ].flatMap((on) =>
        [null, ...on.grid.shape.map((_, dim) => dim)].flatMap((dim) =>
          names.map((name) => fold(name, on, dim)),
        ),
      ),
    );
  },
);

// Of nothing the sum is 0, the mean NaN, and there is no largest.
hidden(
  "reduce.empty",
  {
    title: "Reductions of nothing",
    points: 1,
    visibility: "after-due",
    hint: "The sum of no numbers is 0 and their mean 0/0. Along a dimension that is not empty there is a result for each of no rows: none. Only max and argmax of a row without numbers must be refused.",
  },
  async ({ inputs }) => {
    const n = inputs.integer(2, 4);
    const [none, flat, tall] = [[0], [n, 0], [0, n]].map((shape) => plain(grid(shape, [])));
    const of = (shape: Shape, value: number) => build(shape, () => exact(value));
    await expectResults(
      { on: none, method: "sum", result: of([], 0) },
      { on: none, method: "sum", args: [0], result: of([], 0) },
      { on: flat, method: "sum", args: [1], result: of([n], 0) },
      { on: flat, method: "sum", args: [0], result: of([0], 0) },
      { on: tall, method: "sum", args: [0, { keepdim: true }], result: of([1, n], 0) },
      { on: tall, method: "mean", args: [0], result: of([n], Number.NaN) },
      { on: none, method: "mean", result: of([], Number.NaN) },
      { on: tall, method: "max", args: [1], result: of([0], 0) },
      { on: tall, method: "argmax", args: [1], result: of([0], 0), dtype: "float64" },
      ...[
        [2, 0, 3],
        [0, 1, 3],
        [2, 3, 0],
        [0, 0],
      ].flatMap((shape) => everyFold(plain(grid(shape, [])))),
      ...everyFold(plain(grid([1, 0], []), "float64")),
      ...everyFold({
        ...plain(grid([3, 0, 2], [])),
        making: { empty: [2, 0, 3], calls: [["transpose", 0, 2]] },
      }),
    );
    const deep = plain(grid([2, 0, n], []));
    await expectRefusals(
      { on: none, method: "max", names: [] },
      { on: flat, method: "max", args: [1], names: [] },
      { on: tall, method: "max", args: [0], names: [] },
      { on: none, method: "argmax", names: [] },
      { on: flat, method: "argmax", args: [1], names: [] },
      ...["max", "argmax"].flatMap((method) => [
        { on: deep, method, names: [] },
        { on: deep, method, args: [1], names: [] },
        { on: deep, method, args: [-2], names: [] },
        { on: plain(grid([1, 0], [])), method, args: [-1], names: [] },
        { on: plain(grid([0, 1], [])), method, args: [0], names: [] },
      ]),
      ...["sum", "mean", "max", "argmax"].flatMap((method) => [
        { on: deep, method, args: [3], names: ["dim", -3, 2, 3] },
        { on: none, method, args: [1], names: ["dim", -1, 0, 1] },
      ]),
    );
  },
);

// Added in 64 bits, rounded once.
hidden(
  "reduce.rounds-once",
  {
    title: "sum and mean are rounded once, at the end",
    points: 1,
    visibility: "never",
    hint: "Add up in a plain number, which has 64 bits, and store the result: a sum kept in a float32 loses every small number that is added to a large one.",
  },
  async ({ inputs }) => {
    const large = inputs.integer(2, 9) * 1e8;
    const rest = inputs.integer(3, 9);
    // Beside 1e8 a float32 has steps of 8.
    const row = [Math.fround(large), 1, 1, 1, ...Array.from({ length: rest }, () => 1), -Math.fround(large)];
    const n = row.length;
    const on = given([n], row);
    const table = given(
      [n, 2],
      row.flatMap((value) => [value, -value]),
    );
    const double = given([2], [1e17, 1 / 3], "float64");
    // Their sum is too large for a float32, and their mean is not.
    const huge = given([2, 2], [3e38, 3e38, 2e38, 3.2e38].map(Math.fround));
    // Five of the smallest numbers that there are: a fifth of one is 0.
    const smallest = [given([5], Array(5).fill(2 ** -149)), given([5, 1], Array(5).fill(5e-324), "float64")];
    const sum = n - 2;
    await expectResults(
      { on, method: "sum", result: grid([], [sum]) },
      { on, method: "sum", args: [0], result: grid([], [sum]) },
      { on: table, method: "sum", args: [0], result: grid([2], [sum, -sum]) },
      { on, method: "mean", result: grid([], [Math.fround(sum / n)]) },
      { on: table, method: "mean", args: [0], result: grid([2], [sum / n, -sum / n].map(Math.fround)) },
      { on: double, method: "sum", result: grid([], [1e17 + 1 / 3]) },
      { on: double, method: "mean", args: [0], result: grid([], [(1e17 + 1 / 3) / 2]) },
      { on: smallest[0], method: "mean", result: grid([], [2 ** -149]) },
      { on: smallest[1], method: "mean", args: [0], result: grid([1], [5e-324]) },
      // Of 49 ones a 49th each, or their sum times a 49th, is not 1.
      { on: given([49], Array(49).fill(1), "float64"), method: "mean", result: grid([], [1]) },
      wideFold("sum", given([300], thirds(inputs, 300), "float64"), null),
      { on: huge, method: "sum", args: [1], result: grid([2], [Infinity, Infinity]) },
      ...[null, 0, 1].map((dim) => {
        const average = reduced(huge.grid, folds.mean, dim);
        return { on: huge, method: "mean", args: dim === null ? [] : [dim], result: average };
      }),
    );
  },
);

function fold(method: FoldName, on: Operand, dim: number | null): Trial {
  const dtype = method === "argmax" ? "float64" : on.dtype;
  return { on, method, args: dim === null ? [] : [dim], result: reduced(on.grid, folds[method], dim), dtype };
}

/** Dims, and indices, that there are not. */
async function expectDimsRefused(inputs: Inputs): Promise<void> {
  const on = given([2, 3], inputs.signed(6, 1, 2));
  const alone = given([], inputs.signed(1, 1, 2));
  await expectRefusals(
    ...(["sum", "mean", "max", "argmax"] as const).flatMap((method) => [
      ...[2, -3, 0.5, -0.5, 0.25, 1 - 2 ** -20, Number.NaN, Infinity, -Infinity].map((dim) => {
        return { on, method, args: [dim], names: ["dim", dim] };
      }),
      { on, method, args: [7], names: ["dim", -2, 1, 7] },
      ...[0, -1, 1].map((dim) => ({ on: alone, method, args: [dim], names: ["dim", dim] })),
    ]),
  );
}

/** Every reduction of a tensor without elements that there is. */
function everyFold(on: Operand): Trial[] {
  const { shape } = on.grid;
  return (["sum", "mean", "max", "argmax"] as const).flatMap((name) => {
    const chooses = name === "max" || name === "argmax";
    // The largest of no numbers is refused.
    const dims = shape.flatMap((length, dim) => (chooses && length === 0 ? [] : [dim]));
    const all = chooses ? [] : [null];
    const kept = name === "argmax" ? [] : [true];
    return [...all, ...dims].flatMap((dim) => [
      fold(name, on, dim),
      ...kept.map(
        (keepdim): Trial => ({
          on,
          method: name,
          args: [dim, { keepdim }],
          result: reduced(on.grid, folds[name], dim, keepdim),
        }),
      ),
    ]);
  });
}

/** In float64, in whatever order: each addition of numbers of one sign is off by half a unit of the sum at most. */
function wideFold(method: FoldName, on: Operand, dim: number | null): Trial {
  const { result, ...trial } = fold(method, on, dim);
  const roundings = 2 ** -53 * sizeOf(on.grid.shape);
  const cells = result.cells.map(({ value }) => ({ value, error: roundings * Math.abs(value) }));
  return { ...trial, result: { shape: result.shape, cells } };
}

/** No float32 is one of them. */
function thirds(inputs: Inputs, count: number): number[] {
  return Array.from({ length: count }, () => inputs.integer(1, 50) + 1 / 3);
}

/** More elements than 16 bits can count, and than one call takes as arguments. */
async function expectLarge(inputs: Inputs): Promise<void> {
  const [m, n] = [2, inputs.integer(33_000, 34_000)];
  const [i, j] = [1, inputs.integer(32_800, 32_900)];
  const seen = await submission.evaluate(foldLarge, [m, n], [i, j], 110_000);
  expect(seen).toEqual({
    all: [m * n + 2, i * n + j, 2],
    rows: [
      [n, n + 2],
      [0, j],
    ],
    columns: [n, m + 2, m],
  });
}

/** What keepdim is for: a row's own maximum taken from the row, also where rows and columns are equally many. */
async function expectRowByRow(inputs: Inputs): Promise<void> {
  const shapes: Shape[] = [
    [3, 3],
    [4, 4],
    [2, 3],
    [3, 3, 3],
  ];
  const answers: Trial[] = shapes.flatMap((shape) => {
    const on = given(shape, inputs.signed(sizeOf(shape), 1, 100));
    return shape.map((_, dim) => {
      const by = reduced(on.grid, folds.max, dim, true);
      return {
        on,
        method: "sub",
        args: [{ ...on, grid: by, making: { ...on.making, calls: [["max", dim, { keepdim: true }]] } }],
        result: combined(on.grid, by, (a, b) => exact(Math.fround(a - b))),
      } satisfies Trial;
    });
  });
  const turned: Trial[] = shapes.slice(0, 2).map((shape) => {
    const on = given(shape, inputs.signed(sizeOf(shape), 1, 100));
    const by = reduced(on.grid, folds.max, 1);
    return {
      on,
      method: "sub",
      args: [{ ...on, grid: by, making: { ...on.making, calls: [["max", 1]] } }],
      result: combined(on.grid, by, (a, b) => exact(Math.fround(a - b))),
    } satisfies Trial;
  });
  await expectResults(...answers, ...turned);
}
