import { exact, firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectedTensor, facts } from "../expect-results.ts";
import { build, type Grid, grid, nestedNumbers, sizeOf } from "../grid.ts";
import { deep, hidden, submission } from "../hidden.ts";
import { expectRangeError, shown } from "../refusals.ts";
import { roundedTo } from "./expected.ts";
import { keepApart } from "./keep-apart.ts";
import { askForLengths } from "./lengths.ts";
import { makeAll } from "./make-all.ts";
import { makeApart } from "./make-apart.ts";
import { makeLarge } from "./make-large.ts";
import { nestRagged } from "./nest-ragged.ts";

// Nested arrays of any depth become a tensor of as many dimensions.
hidden(
  "create.nested",
  {
    title: "tensor: nested arrays of any depth, also without numbers",
    points: 2,
    visibility: "visible",
    hint: "What is the shape of [[1, 2, 3], [4, 5, 6]]? The length of the outer array, then the shape that its entries share; a number alone has the shape []. Depth is no special case: let the function call itself (shapeOfNested). An empty array has no entries to ask: [[], []] has the shape [2, 0], and toArray gives it back so.",
  },
  async ({ inputs }) => {
    const shapes = [
      [],
      [3],
      [2, 3],
      [3, 2],
      [2, 2],
      [2, 3, 4],
      [3, 1, 2],
      [2, 1, 3, 2],
      [1, 2, 1, 2, 3],
      [1, 2, 1, 1, 2, 1, 2],
      [1],
      [1, 1],
      [1, 4],
      [4, 1],
    ];
    const grids = shapes.map((shape) => grid(shape, inputs.magnitudes(sizeOf(shape), 1e-6, 1e4)));
    const made = await deep.evaluate(
      makeAll,
      grids.map((each) => ({ make: "tensor" as const, values: nestedNumbers(each) })),
    );
    expect(
      firstDifference(
        made.map(facts),
        grids.map((each) => expectedTensor(each)),
        "tensors",
      ),
    ).toBe(null);
    await expectEmpty(inputs);
    await expectLarge(inputs);
  },
);

// The storage is the tensor's own: neither the arrays given nor those handed out reach it.
hidden(
  "create.own-copy",
  {
    title: "tensor: a copy of what it is given",
    points: 2,
    visibility: "visible",
    hint: "Who else holds the array that your tensor reads? Copy the numbers into a storage of your own, and the lengths into a shape of your own, so that later changes to the arrays that were given do not show. toArray makes new arrays each time.",
  },
  async ({ inputs }) => {
    const list = inputs.signed(4, 1, 9);
    const table = [inputs.signed(3, 1, 9), inputs.signed(3, 1, 9)];
    const seen = await submission.evaluate(keepApart, list, table);
    expect(seen).toEqual({
      list,
      table,
      single: list.slice(0, 1),
      again: table,
      shapes: [
        [2, 3],
        [2, 3],
        [2, 3],
        [3, 2],
        [2, 3],
        [3, 2],
        [3, 2],
      ],
      given: { list, table, open: [3, -1] },
    });
    const apart = await submission.evaluate(makeApart, list);
    const made = [list, [0, 0, 0, 0], [1, 1, 1, 1], Array(4).fill(list[0]), [0, 1, 2, 3], [0, 0, 0, 0]];
    expect(apart).toEqual([...made, ...made]);
  },
);

// Arrays of unequal length, at whatever depth, are refused.
hidden(
  "create.ragged",
  {
    title: "tensor: ragged arrays are refused",
    points: 2,
    visibility: "visible",
    hint: "Compare the shapes of all entries with that of the first: a later entry may be longer, shorter, deeper, or a number among arrays. Throw a RangeError that begins with `tensor:` and names both shapes.",
  },
  async ({ inputs }) => {
    const [n, m] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const row = (length: number) => inputs.signed(length, 1, 2);
    const cases = [
      { values: [row(n), row(m)], names: [shown([n]), shown([m])] },
      { values: [row(m), row(n)], names: [shown([m]), shown([n])] },
      { values: [row(n), row(n), row(n), row(m)], names: [shown([n]), shown([m])] },
      { values: [row(n), row(m), row(n)], names: [shown([n]), shown([m])] },
      { values: [[row(n), row(n)], [row(n)]], names: [shown([2, n]), shown([1, n])] },
      {
        values: [
          [row(n), row(n)],
          [row(n), row(m)],
        ],
        names: [shown([n]), shown([m])],
      },
      {
        values: [
          [row(n), row(n)],
          [row(m), row(m)],
        ],
        names: [shown([2, n]), shown([2, m])],
      },
      { values: [1, row(n)], names: ["[]", shown([n])] },
      { values: [1, [1]], names: ["[]", "[1]"] },
      { values: [[], 1], names: ["[0]", "[]"] },
      { values: [[], [[]]], names: ["[0]", "[1,0]"] },
      { values: [[[]], [[], []]], names: ["[1,0]", "[2,0]"] },
      { values: [row(n), 1], names: ["[]", shown([n])] },
      { values: [[row(n)], row(n)], names: [shown([1, n]), shown([n])] },
      { values: [row(n), []], names: [shown([n]), "[0]"] },
      { values: [[], row(n)], names: ["[0]", shown([n])] },
      { values: [row(6), [row(3), row(3)]], names: ["[6]", "[2,3]"] },
    ];
    const thrown = await submission.evaluate(
      nestRagged,
      cases.map(({ values }) => values),
    );
    expect(thrown.length).toBe(cases.length);
    // Which of two neighbours is named first is left open.
    for (const [index, { names }] of cases.entries()) {
      for (const name of names) expectRangeError(thrown[index], "tensor", [name]);
    }
  },
);

// Zeros, ones and full: every element, any shape.
hidden(
  "create.filled",
  {
    title: "zeros, ones, full, arange",
    points: 2,
    visibility: "visible",
    hint: "How many elements does the shape have? The product of all lengths, and 1 for the shape []. zeros and ones are full with 0 and with 1; 0 is a value too. arange(n) ends at n − 1. The checks of lengths are given: leave them where they are.",
  },
  async ({ inputs }) => {
    const value = inputs.magnitudes(1, 1e-3, 1e3)[0];
    const shapes = [[], [3], [2, 3], [2, 1, 4], [1], [5, 1, 1, 2]];
    const filled = [
      ...[value, 0, Number.NaN, -Infinity].map((each) => ({ make: "full" as const, value: each })),
      { make: "zeros" as const, value: 0 },
      { make: "ones" as const, value: 1 },
    ];
    const cases = filled.flatMap((each) => shapes.map((shape) => ({ ...each, shape })));
    const made = await submission.evaluate(makeAll, cases);
    const expected = cases.map(({ shape, value }) => expectedTensor(build(shape, () => exact(value))));
    expect(firstDifference(made.map(facts), expected, "tensors")).toBe(null);
    await expectCounting(inputs);
    await expectLengthsRefused(inputs);
  },
);

// Float32 unless something else is asked for, and float64 then.
hidden(
  "create.dtype",
  {
    title: "float32 by default, float64 when asked",
    points: 2,
    visibility: "visible",
    hint: 'Elements of a float32 tensor are rounded to float32, which a Float32Array does by itself. With { dtype: "float64" } nothing is rounded: take that option into account in every function that makes a tensor.',
  },
  async ({ inputs }) => {
    // Thirds: no float32 is one.
    const thirds = (shape: readonly number[]) =>
      build(shape, () => exact(inputs.integer(1, 1000) / 3 + inputs.integer(0, 1)));
    const [row, table, one] = [thirds([4]), thirds([2, 3]), thirds([])];
    // Out of reach of a float32, on the way to it, and too fine for one.
    const far = grid([7], [1e39, -1e300, 3e38, 2 ** 24 + 1, 1e-46, -1e-40, 5e-324]);
    const value = inputs.integer(1, 100) / 7;
    const grids: readonly Grid[] = [row, table, one, far, grid([0], []), grid([2, 0], [])];
    const asked = grids.map((each) => ({ make: "tensor" as const, values: nestedNumbers(each) }));
    const filled = [
      { make: "full", shape: [2, 2], value },
      { make: "zeros", shape: [3] },
      { make: "ones", shape: [1, 2] },
      { make: "arange", n: 4 },
      { make: "arange", n: 0 },
      { make: "full", shape: [2, 0], value },
      { make: "zeros", shape: [0] },
    ] as const;
    const wanted = [
      ...grids,
      build([2, 2], () => exact(value)),
      build([3], () => exact(0)),
      build([1, 2], () => exact(1)),
      grid([4], [0, 1, 2, 3]),
      grid([0], []),
      grid([2, 0], []),
      grid([0], []),
    ];
    // Again without one: what was asked for once holds for that tensor alone.
    const dtypes = [undefined, "float64", undefined, "float32", "float64", "bare"] as const;
    const cases = dtypes.flatMap((dtype) =>
      [...asked, ...filled].map((each) => {
        if (dtype === "bare") return { ...each, bare: true };
        return dtype === undefined ? each : { ...each, dtype };
      }),
    );
    const made = await submission.evaluate(makeAll, cases);
    const expected = dtypes.flatMap((asked) => {
      const dtype = asked === "float64" ? "float64" : "float32";
      return wanted.map((each) => expectedTensor(roundedTo(dtype, each), dtype));
    });
    expect(firstDifference(made.map(facts), expected, "tensors")).toBe(null);
  },
);

/** Arrays without numbers, at any depth. */
async function expectEmpty(inputs: Inputs): Promise<void> {
  const n = inputs.integer(2, 4);
  const rows = Array.from({ length: n }, () => []);
  const made = await submission.evaluate(makeAll, [
    { make: "tensor", values: [] },
    { make: "tensor", values: [[]] },
    { make: "tensor", values: rows },
    { make: "tensor", values: [rows, rows] },
    { make: "zeros", shape: [0] },
    { make: "zeros", shape: [n, 0] },
    { make: "ones", shape: [0, n] },
    { make: "full", shape: [n, 0, 3], value: 7 },
    { make: "arange", n: 0 },
    { make: "zeros", shape: [2, 0, n] },
    { make: "ones", shape: [0, 0] },
    { make: "full", shape: [0, n, 1], value: 7 },
  ]);
  const shapes = [
    [0],
    [1, 0],
    [n, 0],
    [2, n, 0],
    [0],
    [n, 0],
    [0, n],
    [n, 0, 3],
    [0],
    [2, 0, n],
    [0, 0],
    [0, n, 1],
  ];
  const expected = shapes.map((shape) => expectedTensor(grid(shape, [])));
  expect(firstDifference(made.map(facts), expected, "tensors")).toBe(null);
}

/** More elements than 16 bits can count, in two dimensions. */
async function expectLarge(inputs: Inputs): Promise<void> {
  const [m, n] = [2, inputs.integer(33_000, 34_000)];
  const value = inputs.number(1, 9);
  const places = [
    [0, 0],
    [0, n - 1],
    [1, inputs.integer(0, n - 1)],
    [m - 1, inputs.integer(n - 400, n - 2)],
    [m - 1, n - 1],
  ] as const;
  const seen = await submission.evaluate(makeLarge, [m, n], value, places);
  const counted = places.map(([i, j]) => i * n + j);
  expect(seen).toEqual({
    sizes: Array.from({ length: 5 }, () => [m * n, m * n]),
    elements: [counted, places.map(() => 0), places.map(() => 1), places.map(() => value)],
    counted,
    nested: counted,
    lengths: [m, n],
  });
}

/** `arange` counts from 0 and stops before n. */
async function expectCounting(inputs: Inputs): Promise<void> {
  const counts = [1, 2, inputs.integer(5, 40), 300];
  const made = await submission.evaluate(
    makeAll,
    counts.map((n) => ({ make: "arange" as const, n })),
  );
  const expected = counts.map((n) =>
    expectedTensor(
      grid(
        [n],
        Array.from({ length: n }, (_, i) => i),
      ),
    ),
  );
  expect(firstDifference(made.map(facts), expected, "tensors")).toBe(null);
}

/** Lengths that are negative or not whole. */
async function expectLengthsRefused(inputs: Inputs): Promise<void> {
  const [negative, broken] = [-inputs.integer(1, 9), inputs.integer(1, 9) + 0.25];
  const thrown = await submission.evaluate(askForLengths, negative, broken);
  const names = [negative, broken, Number.NaN, Infinity, -Infinity].flatMap((length) => [
    ["zeros", [2, length]] as const,
    ["zeros", [length]] as const,
    ["ones", [length, 2]] as const,
    ["ones", [2, length, 3]] as const,
    ["full", [length]] as const,
    ["full", [1, 0, length]] as const,
    ["arange", [length]] as const,
  ]);
  expect(thrown.length).toBe(names.length + 4);
  for (const [index, [name, shape]] of names.entries()) expectRangeError(thrown[index], name, [shown(shape)]);
  expect(thrown.slice(names.length)).toEqual([null, null, null, null]);
}
