import { firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectResults } from "../expect-results.ts";
import { build, type Grid, grid, sizeOf, stretchedCell } from "../grid.ts";
import { hidden, submission } from "../hidden.ts";
import { given, inside, plain, transposed } from "../operand.ts";
import { expectRangeError, expectRefusals, shown } from "../refusals.ts";
import { askTogether } from "./ask-together.ts";
import { stretchStrides } from "./stretch-strides.ts";

// Aligned at the last dimension; equal lengths, or a 1 that is repeated.
hidden(
  "broadcast.shapes",
  {
    title: "broadcastShapes: aligned at the last dimension",
    points: 4,
    visibility: "visible",
    hint: "Write the two shapes below one another, flush right, and fill up the shorter one with ones in front. Of each pair take the length that is not 1, which is not always the larger one: 0 is a length as well. Either of the two may be the shorter one.",
  },
  async ({ inputs }) => {
    const [m, n, k] = [inputs.integer(2, 4), inputs.integer(5, 7), inputs.integer(8, 9)];
    const pairs = [
      { a: [m, n], b: [m, n], shape: [m, n] },
      { a: [m, n], b: [n], shape: [m, n] },
      { a: [n], b: [m, n], shape: [m, n] },
      { a: [m, 1], b: [1, n], shape: [m, n] },
      { a: [1, n], b: [m, 1], shape: [m, n] },
      { a: [m, 1], b: [n], shape: [m, n] },
      { a: [n], b: [m, 1], shape: [m, n] },
      { a: [m, n], b: [1], shape: [m, n] },
      { a: [m, n], b: [], shape: [m, n] },
      { a: [], b: [m, n], shape: [m, n] },
      { a: [], b: [], shape: [] },
      { a: [1], b: [], shape: [1] },
      { a: [], b: [1, 1], shape: [1, 1] },
      { a: [m, n], b: [m, 1], shape: [m, n] },
      { a: [k, 1, n], b: [m, 1], shape: [k, m, n] },
      { a: [m, 1], b: [k, 1, n], shape: [k, m, n] },
      { a: [k, m, n], b: [m, n], shape: [k, m, n] },
      { a: [1, m, 1, n], b: [k, 1, k, 1], shape: [k, m, k, n] },
      { a: [1, 1, 1], b: [m], shape: [1, 1, m] },
      { a: [m, m], b: [m], shape: [m, m] },
      { a: [k, 1, m, 1, n, 1, 2], b: [m, 1, 1, 1, k, 1], shape: [k, m, m, 1, n, k, 2] },
      { a: [70_000 * m, 1], b: [300 * n], shape: [70_000 * m, 300 * n] },
    ];
    const { results, kept } = await submission.evaluate(
      askTogether,
      pairs.map(({ a, b }) => [a, b] as const),
    );
    const expected = pairs.map(({ shape }) => shape);
    expect(firstDifference(results, [expected, expected], "shapes")).toBe(null);
    const given = pairs.map(({ a, b }) => [a, b]);
    expect(firstDifference(kept, given, "given")).toBe(null);
    await expectZeroLengths(inputs);
  },
);

// What does not fit is refused, wherever it is met.
hidden(
  "broadcast.refused",
  {
    title: "Shapes that do not fit are refused",
    points: 3,
    visibility: "visible",
    hint: "Two lengths that differ, of which neither is 1, are an error: nothing is cut off or read again. Look at every pair, and begin the message of the RangeError with the operation's name; name both shapes.",
  },
  async ({ inputs }) => {
    const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const pairs = [
      [[m], [n]],
      [[n], [m]],
      [[m, n], [m]],
      [[m], [m, n]],
      [
        [m, n],
        [n, m],
      ],
      [
        [m, n],
        [2 * m, n],
      ],
      [
        [2, m],
        [4, m],
      ],
      [
        [m, n, 2],
        [m, 1, 3],
      ],
      [
        [m, 2, n],
        [n, 2, n],
      ],
      [[0], [m]],
      [[m], [0]],
      [
        [m, 0],
        [m, n],
      ],
      [
        [0, n],
        [m, n],
      ],
      [[n, 0, m], [n]],
      [
        [n, m, 1],
        [n, 1],
      ],
      [
        [n, 2, 1, m, 1],
        [3, m, m, 1],
      ],
      [[70_000], [70_000 + m]],
    ];
    const { thrown } = await submission.evaluate(askTogether, pairs);
    expect(thrown.length).toBe(pairs.length);
    for (const [index, [a, b]] of pairs.entries()) {
      expectRangeError(thrown[index], "broadcastShapes", [shown(a), shown(b)]);
    }
    const [long, short] = [given([n], inputs.signed(n, 1, 2)), given([m], inputs.signed(m, 1, 2))];
    const table = given([m, n], inputs.signed(m * n, 1, 2));
    await expectRefusals(
      ...["add", "sub", "mul", "div", "pow", "maximum"].flatMap((method) => [
        { on: long, method, args: [short], names: [shown([n]), shown([m])] },
        { on: short, method, args: [long], names: [shown([m]), shown([n])] },
        { on: table, method, args: [short], names: [shown([m, n]), shown([m])] },
        { on: short, method, args: [table], names: [shown([m]), shown([m, n])] },
        { on: plain(grid([0], [])), method, args: [short], names: [shown([0]), shown([m])] },
        { on: short, method, args: [plain(grid([2, 0], []))], names: [shown([m]), shown([2, 0])] },
      ]),
    );
  },
);

// BroadcastTo repeats without copying: the stride is 0 where it repeats, and only there.
hidden(
  "broadcast.strides",
  {
    title: "broadcastTo: stride 0 where an element is repeated",
    points: 2,
    visibility: "visible",
    hint: "Where a length 1 becomes longer, and in each dimension that is added in front, the next element is the same one again: stride 0. All other strides stay, and so does the offset; the storage is the same one.",
  },
  async ({ inputs }) => {
    const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const seen = await submission.evaluate(stretchStrides, m, n);
    const expected = [
      { size: m * n, strides: [0, 1], offset: 0 },
      { size: 2 * m * n, strides: [0, 0, 1], offset: 0 },
      { size: m * n, strides: [1, 0], offset: 0 },
      { size: 2 * m * n, strides: [0, 1, 0], offset: 0 },
      { size: m * n, strides: [0, 0], offset: 0 },
      { size: m * n, strides: [n, 1], offset: 0 },
      { size: 2 * m * n, strides: [0, n, 1], offset: 0 },
      { size: 2 * m * n, strides: [0, 1, n], offset: 0 },
      { size: m * n, strides: [0, 1], offset: n },
      { size: 3 * m, strides: [n, 0], offset: 1 },
      { size: 1, strides: [], offset: 0 },
      { size: m, strides: [1, 1], offset: 0 },
      { size: 2 * m, strides: [0, 1, 1], offset: 0 },
      { size: n, strides: [n, 1], offset: 0 },
      { size: m * n, strides: [0, 1], offset: 0 },
      { size: 2 * m * n, strides: [m * n, n, 0, 1], offset: 0 },
      { size: m * n, strides: [n, 1, 1], offset: 0 },
      { size: 2 * n, strides: [0, 1, 1], offset: 0 },
      { size: n, strides: [0, 1], offset: 0 },
      { size: 1, strides: [1], offset: 0 },
      { size: 0, strides: [0, n, 1], offset: 0 },
      { size: 0, strides: [1, 0], offset: 0 },
      { size: 2 * m * n, strides: [0, 0, 1], offset: 0 },
      { size: 2 * m * n, strides: [0, 0, 1], offset: 0 },
      { size: m * 70_000 * 70_000, strides: [0, 1, 0], offset: 0 },
      { size: 100_000 * 300_000, strides: [0, 0], offset: 2 },
    ];
    expect(seen).toEqual(expected.map((each) => ({ ...each, shared: true })));
  },
);

// BroadcastTo shows the right elements, of views too.
hidden(
  "broadcast.to",
  {
    title: "broadcastTo: every element at its place, and nothing made smaller",
    points: 1,
    visibility: "visible",
    hint: "The element at (i, j) of the stretched tensor is the one at the index that is left when new dimensions are dropped and repeated ones count as 0. Only a length of 1 can be stretched, and dimensions can only be added in front; all else is refused, with both shapes named.",
  },
  async ({ inputs }) => {
    const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const cases = [
      { from: [n], to: [m, n] },
      { from: [m, 1], to: [m, n] },
      { from: [1, n], to: [m, n] },
      { from: [], to: [m, n] },
      { from: [1], to: [n] },
      { from: [m, n], to: [m, n] },
      { from: [m, n], to: [2, m, n] },
      { from: [m, 1, n], to: [m, 3, n] },
      { from: [1, n, 1], to: [2, 3, n, m] },
      { from: [m, m], to: [2, m, m] },
      { from: [m, 1], to: [m, 1] },
      { from: [1, n], to: [1, n] },
      { from: [1, n], to: [1, 1, n] },
      { from: [1, m, 1, 2], to: [2, 1, m, n, 2] },
      { from: [1, 2, 1, 1, 2], to: [2, 1, 2, 2, 1, 2] },
    ];
    const empties = [
      { from: [1], to: [0] },
      { from: [], to: [0] },
      { from: [n, 1], to: [n, 0] },
      { from: [1, n], to: [0, n] },
      { from: [n], to: [0, n] },
      { from: [0], to: [m, 0] },
      { from: [m, 0, 1], to: [2, m, 0, n] },
      { from: [0, 1], to: [0, 0] },
    ];
    await expectResults(
      ...cases.flatMap(({ from, to }) => {
        const source = grid(from, inputs.signed(sizeOf(from), 1, 100));
        return [plain(source), transposed(source), inside(source)].map((on) => ({
          on,
          method: "broadcastTo",
          args: [to],
          result: stretched(source, to),
        }));
      }),
      // A 1 meets a 0, and 0 stays what it is.
      ...empties.map(({ from, to }) => ({
        on: given(from, inputs.signed(sizeOf(from), 1, 9)),
        method: "broadcastTo",
        args: [to],
        result: grid(to, []),
      })),
    );
    await expectToRefused(inputs);
  },
);

function stretched(of: Grid, shape: readonly number[]): Grid {
  return build(shape, (index) => stretchedCell(of, index));
}

/** A length of 0 is a length like any other: the 1 beside it gives way. */
async function expectZeroLengths(inputs: Inputs): Promise<void> {
  const n = inputs.integer(2, 5);
  const { results } = await submission.evaluate(askTogether, [
    [[1], [0]],
    [[0], [1]],
    [
      [n, 1],
      [n, 0],
    ],
    [[0, n], [n]],
    [[], [0]],
    [[0], [0]],
    [
      [2, 0, n],
      [2, 1, 1],
    ],
    [
      [1, 1],
      [2, 0, 1],
    ],
    [
      [0, 1],
      [1, 0],
    ],
    [[1], [n, 0]],
  ]);
  const expected = [[0], [0], [n, 0], [0, n], [0], [0], [2, 0, n], [2, 0, 1], [0, 0], [n, 0]];
  expect(firstDifference(results, [expected, expected], "shapes")).toBe(null);
  const empty = plain(grid([0, n], []));
  await expectResults(
    { on: empty, method: "add", args: [given([n], inputs.signed(n, 1, 2))], result: grid([0, n], []) },
    { on: empty, method: "mul", args: [given([1, n], inputs.signed(n, 1, 2))], result: grid([0, n], []) },
    { on: given([2, 1], [1, 2]), method: "sub", args: [plain(grid([0], []))], result: grid([2, 0], []) },
    ...(["add", "sub", "mul", "div", "pow", "maximum"] as const).flatMap((method) => [
      { on: plain(grid([0], [])), method, args: [given([1], [n])], result: grid([0], []) },
      { on: given([], [n]), method, args: [plain(grid([2, 0], []))], result: grid([2, 0], []) },
      { on: plain(grid([2, 0, 3], [])), method, args: [given([3], [1, 2, n])], result: grid([2, 0, 3], []) },
      { on: given([2, 1, 1], [1, n]), method, args: [plain(grid([0, 3], []))], result: grid([2, 0, 3], []) },
    ]),
  );
}

/** `broadcastTo` never makes anything smaller. */
async function expectToRefused(inputs: Inputs): Promise<void> {
  const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
  const cases = [
    { from: [m, n], to: [n, m] },
    { from: [m, n], to: [m, 1] },
    { from: [m, n], to: [n] },
    { from: [m], to: [m, n] },
    { from: [1, n], to: [n] },
    { from: [m, n], to: [2 * m, n] },
    { from: [n], to: [] },
    { from: [m], to: [0] },
    { from: [0], to: [1] },
    { from: [0], to: [m] },
    { from: [0, n], to: [n] },
    { from: [m, 0], to: [m, 1] },
    { from: [0, n], to: [m, n] },
    { from: [1, 1], to: [1] },
    { from: [1], to: [] },
    { from: [2, 1, n], to: [m + 1, n, n] },
  ];
  await expectRefusals(
    ...cases.map(({ from, to }) => ({
      on: given(from, inputs.signed(sizeOf(from), 1, 2)),
      method: "broadcastTo",
      args: [to],
      names: [shown(from), shown(to)],
    })),
    ...[
      [-1, n],
      [m + 0.5, n],
      [Number.NaN, n],
      [Infinity, 1, n],
    ].map((to) => ({
      on: given([1, n], inputs.signed(n, 1, 2)),
      method: "broadcastTo",
      args: [to],
      names: [shown(to)],
    })),
  );
}
