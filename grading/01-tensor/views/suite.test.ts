import type { Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectResults, type Trial } from "../expect-results.ts";
import { type Grid, grid, type Shape, sizeOf } from "../grid.ts";
import { hidden, submission } from "../hidden.ts";
import { backwards, given, inside, plain, repeated, spread, transposed, views } from "../operand.ts";
import { expectRefusals, shown } from "../refusals.ts";
import { copyApart } from "./copy-apart.ts";
import { type Chain, selected, swapped, thenRepeat, thenSelect, thenSwap } from "./follow-chain.ts";
import { followWrites } from "./follow-writes.ts";
import { lookAtContiguous } from "./look-at-contiguous.ts";
import { lookAtStrides } from "./look-at-strides.ts";
import { lookFar } from "./look-far.ts";

// Two dimensions swapped, by their lengths and their strides.
hidden(
  "views.transpose",
  {
    title: "transpose and t: two dimensions swapped",
    points: 3,
    visibility: "visible",
    hint: "Element (i, j) of the transpose is element (j, i). What must the strides be, so that at() finds it in the same storage? Swap lengths and strides of those two dimensions, and of no others. t() is that for a matrix; a list and a number are their own transposes, and three dimensions are refused.",
  },
  async ({ inputs }) => {
    const cases: { shape: Shape; dims: [number, number] }[] = [
      { shape: [2, 3], dims: [0, 1] },
      { shape: [3, 3], dims: [0, 1] },
      { shape: [1, 4], dims: [0, 1] },
      { shape: [2, 3, 4], dims: [0, 1] },
      { shape: [2, 3, 4], dims: [1, 2] },
      { shape: [2, 3, 4], dims: [0, 2] },
      { shape: [2, 3, 4], dims: [2, 0] },
      { shape: [2, 3, 4], dims: [1, 1] },
      { shape: [3], dims: [0, 0] },
      { shape: [2, 3, 2, 4], dims: [1, 3] },
      { shape: [2, 2, 2, 2], dims: [0, 2] },
      { shape: [1, 2, 1, 3, 2, 1, 2], dims: [1, 5] },
      { shape: [1, 2, 1, 3, 2, 1, 2], dims: [6, 3] },
      { shape: [2, 0, 3], dims: [0, 2] },
      { shape: [0, 2], dims: [1, 0] },
      { shape: [1, 0, 1], dims: [1, 2] },
    ];
    await expectResults(
      ...cases.map(({ shape, dims: [a, b] }) => {
        const source = grid(shape, inputs.signed(sizeOf(shape), 1, 100));
        return { on: plain(source), method: "transpose", args: [a, b], result: swapped(source, a, b) };
      }),
    );
    await expectOwnTranspose(inputs);
  },
);

// Dimensions below 0 count from the last one.
hidden(
  "views.negative-dims",
  {
    title: "transpose and select: −1 is the last, and what is not there is refused",
    points: 1,
    visibility: "visible",
    hint: "Of two dimensions there are 0, 1, −1 and −2. countFromFront adds the number of dimensions to a dim below 0, the length of that dimension to an index below 0, and refuses everything else in the operation's name: the message says dim or index, from where to where they go, and what it got.",
  },
  async ({ inputs }) => {
    const source = grid([2, 3, 4], inputs.signed(24, 1, 100));
    const on = plain(source);
    const pairs = [
      [-1, -2],
      [-3, -1],
      [0, -1],
      [-2, 0],
      [-2, -2],
    ] as const;
    const places = [
      [-1, 0],
      [-1, -1],
      [-2, 2],
      [-3, -2],
      [0, -1],
      [1, -3],
    ] as const;
    const five = grid([2, 1, 3, 2, 2], inputs.signed(24, 1, 100));
    await expectResults(
      ...pairs.map(([a, b]) => ({
        on,
        method: "transpose",
        args: [a, b],
        result: swapped(source, (a + 3) % 3, (b + 3) % 3),
      })),
      ...places.map(([dim, index]) => {
        const d = (dim + 3) % 3;
        return {
          on,
          method: "select",
          args: [dim, index],
          result: selected(source, d, (index + source.shape[d]) % source.shape[d]),
        };
      }),
      ...[plain(five), inside(five), transposed(five)].flatMap((on): Trial[] => [
        { on, method: "transpose", args: [-5, -1], result: swapped(five, 0, 4) },
        { on, method: "transpose", args: [-2, -4], result: swapped(five, 3, 1) },
        { on, method: "select", args: [-3, -1], result: selected(five, 2, 2) },
        { on, method: "select", args: [-5, -2], result: selected(five, 0, 0) },
      ]),
    );
    await expectDimsRefused(inputs);
  },
);

// Select leaves a dimension out, and moves the offset.
hidden(
  "views.select",
  {
    title: "select: one index of a dimension",
    points: 2,
    visibility: "visible",
    hint: "The second row begins one row further on: the offset grows by index · stride of that dimension, and both its length and its stride leave the lists. A view of a view adds to the offset that is there.",
  },
  async ({ inputs }) => {
    const shapes = [
      [4],
      [2, 3],
      [3, 3],
      [2, 3, 4],
      [1, 3],
      [2, 1, 3, 2],
      [1, 2, 1, 1, 2, 2],
      [2, 0],
      [0, 2, 2],
    ];
    await expectResults(
      ...shapes.flatMap((shape) => {
        const source = grid(shape, inputs.signed(sizeOf(shape), 1, 100));
        return shape.flatMap((length, dim) =>
          Array.from({ length }, (_, index) => ({
            on: (dim + index) % 2 === 0 || sizeOf(shape) === 0 ? plain(source) : inside(source),
            method: "select",
            args: [dim, index],
            result: selected(source, dim, index),
          })),
        );
      }),
    );
  },
);

// A view looks at the storage of what it is a view of.
hidden(
  "views.shared-storage",
  {
    title: "Views share the storage, and copy nothing",
    points: 3,
    visibility: "visible",
    hint: "transpose, t, select, broadcastTo, and reshape of contiguous elements, give a new tensor over the very storage that was there: `new Tensor({ storage: this.storage, … })`. What is written into that storage then shows in all of them.",
  },
  async ({ inputs }) => {
    const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const values = inputs.signed(m * n, 1, 100);
    const written = inputs.signed(m * n, 101, 200);
    const flat = (of: Grid) => of.cells.map(({ value }) => value);
    const shown = (all: readonly number[]) => {
      const source = grid([m, n], all);
      const turned = flat(swapped(source, 0, 1));
      const [first, row] = [all.slice(0, n), all.slice(n, 2 * n)];
      const read = [
        turned,
        turned,
        all,
        row,
        flat(selected(source, 1, 1)),
        [...first, ...first, ...first],
        all,
        row,
        all,
        all,
        all,
        all,
        [all[2]],
        row,
        [row[1]],
        row,
        row,
        [all[1], all[1]],
      ];
      return {
        read,
        elements: read.map((list) => list.at(-1)),
        folds: read.map((list) => [Math.max(...list), -Math.min(...list), list[0]]),
      };
    };
    for (const dtype of ["float32", "float64"] as const) {
      const seen = await submission.evaluate(followWrites, [m, n], values, written, dtype);
      expect(seen).toEqual({
        shared: Array.from({ length: 18 }, () => true),
        empty: [true, true, true, true],
        before: shown(values),
        after: shown(written),
      });
    }
  },
);

// The same elements in the same order; one length may be left to be found.
hidden(
  "views.reshape",
  {
    title: "reshape: the same elements under another shape, and −1",
    points: 2,
    visibility: "visible",
    hint: "Reshape never changes the row-major order of the elements. The length that stands as −1 is the number of elements over the product of the others. What does not come out, and a second −1, is a RangeError that names both shapes; what does not come out also how many elements there are.",
  },
  async ({ inputs }) => {
    const cases: { from: Shape; asked: Shape; to: Shape }[] = [
      { from: [2, 3], asked: [3, 2], to: [3, 2] },
      { from: [2, 3], asked: [6], to: [6] },
      { from: [2, 3], asked: [-1], to: [6] },
      { from: [2, 3], asked: [-1, 2], to: [3, 2] },
      { from: [2, 3], asked: [3, -1], to: [3, 2] },
      { from: [2, 3, 4], asked: [4, -1, 2], to: [4, 3, 2] },
      { from: [2, 3, 4], asked: [6, 4, -1], to: [6, 4, 1] },
      { from: [2, 3, 4], asked: [2, 3, 2, 2], to: [2, 3, 2, 2] },
      { from: [2, 3], asked: [2, 3], to: [2, 3] },
      { from: [2, 3], asked: [1, 2, 1, 3], to: [1, 2, 1, 3] },
      { from: [], asked: [1, 1], to: [1, 1] },
      { from: [], asked: [-1], to: [1] },
      { from: [1, 1], asked: [], to: [] },
      { from: [6], asked: [2, 3], to: [2, 3] },
      { from: [0, 3], asked: [-1, 3], to: [0, 3] },
      { from: [0, 3], asked: [2, 0], to: [2, 0] },
      { from: [2, 0], asked: [-1], to: [0] },
      { from: [0, 3], asked: [3, -1], to: [3, 0] },
      { from: [2, 0, 3], asked: [0], to: [0] },
      { from: [2, 0, 3], asked: [4, 0, 7, 1], to: [4, 0, 7, 1] },
      { from: [12], asked: [1, 2, 1, 3, 1, 2, -1], to: [1, 2, 1, 3, 1, 2, 1] },
      { from: [2, 1, 3, 1, 2], asked: [-1, 4], to: [3, 4] },
      { from: [1], asked: [-1, 1, 1], to: [1, 1, 1] },
    ];
    await expectResults(
      ...cases.map(({ from, asked, to }) => {
        const values = inputs.signed(sizeOf(from), 1, 100);
        return { on: given(from, values), method: "reshape", args: [asked], result: grid(to, values) };
      }),
    );
    await expectReshapeRefused(inputs);
  },
);

// Reshape of a view goes by what the view shows, and not by what lies in the storage.
hidden(
  "views.reshape-of-view",
  {
    title: "reshape of a view follows the view's order",
    points: 4,
    visibility: "visible",
    hint: "After t() the storage no longer lies in the order in which the elements are read: new row-major strides over it would show them as they were before. Which method brings them into that order first? And a view that begins in the middle keeps its offset.",
  },
  async ({ inputs }) => {
    const cases: { from: Shape; asked: Shape; to: Shape }[] = [
      { from: [2, 3], asked: [3, 2], to: [3, 2] },
      { from: [3, 3], asked: [9], to: [9] },
      { from: [3, 2], asked: [-1], to: [6] },
      { from: [2, 3, 4], asked: [4, 6], to: [4, 6] },
      { from: [4], asked: [2, 2], to: [2, 2] },
      { from: [2, 2, 3], asked: [-1, 3], to: [4, 3] },
      { from: [1, 4], asked: [4, 1], to: [4, 1] },
      { from: [1], asked: [], to: [] },
      { from: [2, 2], asked: [2, 2], to: [2, 2] },
    ];
    const stretches: { from: Shape; to: Shape; asked: Shape }[] = [
      { from: [3], to: [2, 3], asked: [6] },
      { from: [2, 1], to: [2, 3], asked: [3, 2] },
      { from: [2, 1, 3], to: [2, 2, 3], asked: [2, 6] },
      { from: [], to: [2, 2], asked: [4] },
      { from: [2, 3], to: [2, 2, 3], asked: [3, 4] },
      { from: [1, 4], to: [1, 4], asked: [2, 2] },
    ];
    await expectResults(
      ...cases.flatMap(({ from, asked, to }): Trial[] => {
        const values = inputs.signed(sizeOf(from), 1, 100);
        const of = grid(from, values);
        return [...views(of), backwards(of), spread(of, "float64")].map((on) => ({
          on,
          method: "reshape",
          args: [asked],
          result: grid(to, values),
        }));
      }),
      ...stretches.map(({ from, to, asked }): Trial => {
        const on = repeated(grid(from, inputs.signed(sizeOf(from), 1, 100)), to);
        return { on, method: "reshape", args: [asked], result: { shape: asked, cells: on.grid.cells } };
      }),
    );
    await expectFarViews(inputs);
  },
);

// Contiguous copies only what needs it.
hidden(
  "views.contiguous",
  {
    title: "contiguous: a copy only where it is needed",
    points: 2,
    visibility: "after-due",
    hint: "Compare the strides with the row-major ones of the same shape. The stride of a dimension of length 1 is never used and must not matter; an offset alone does no harm.",
  },
  async ({ inputs }) => {
    const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const values = inputs.signed(m * n, 1, 100);
    const seen = await submission.evaluate(lookAtContiguous, [m, n], values);
    const table = grid([m, n], values);
    const list = ({ cells }: Grid) => cells.map(({ value }) => value);
    const column = list(selected(table, 1, 2));
    const turned = list(swapped(table, 0, 1));
    const row = values.slice(n, 2 * n);
    const kept = [values, row, [row[2]], row, row, row, [], values, values, row];
    const three = [6, 3, 1];
    const copied = [
      { strides: [m, 1], values: turned },
      { strides: [1], values: column },
      { strides: [n, 1], values: [...row, ...row] },
      { strides: [m, m, 1], values: turned },
      { strides: [3, 1], values: [0, 1, 2, 6, 7, 8] },
      { strides: three, values: [2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16] },
      { strides: three, values: [2, 3, 4, 6, 7, 8, 8, 9, 10, 12, 13, 14] },
      { strides: three, values: [2, 4, 6, 5, 7, 9, 8, 10, 12, 11, 13, 15] },
      { strides: three, values: [2, 8, 14, 5, 11, 17, 3, 9, 15, 6, 12, 18] },
      { strides: three, values: [2, 3, 4, 8, 9, 10, 5, 6, 7, 11, 12, 13] },
      { strides: three, values: [2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 7] },
      { strides: three, values: [2, 3, 4, 2, 3, 4, 5, 6, 7, 5, 6, 7] },
      { strides: three, values: [2, 2, 2, 3, 3, 3, 5, 5, 5, 6, 6, 6] },
      { strides: three, values: [2, 3, 4, 3, 4, 5, 3, 4, 5, 4, 5, 6] },
      { strides: three, values: [2, 3, 4, 4, 5, 6, 4, 5, 6, 6, 7, 8] },
      { strides: [1], values: [5, 4, 3, 2, 1, 0] },
      { strides: [3, 1], values: [3, 4, 5, 0, 1, 2] },
    ];
    expect(seen).toEqual([
      ...kept.map((values) => ({ same: true, strides: null, values, list: values })),
      ...copied.map(({ strides, values }) => ({ same: false, strides, values, list: values })),
    ]);
  },
);

// A clone has a storage of its own.
hidden(
  "views.clone",
  {
    title: "clone: a storage of its own",
    points: 1,
    visibility: "visible",
    hint: "A clone is row-major in a storage that nobody else reads, whatever it is a clone of, and keeps the dtype.",
  },
  async ({ inputs }) => {
    const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const values = inputs.signed(m * n, 1, 100);
    const table = grid([m, n], values);
    const thirds = grid([2, 2], [1 / 3, 2 / 3, 4 / 3, 5 / 3]);
    const operands = [
      plain(table),
      ...views(table),
      backwards(table),
      repeated(grid([m, 1], inputs.signed(m, 1, 9)), [2, m, n]),
      plain(grid([], [1.5])),
      plain(grid([2, 0, 3], [])),
      plain(grid([0], []), "float64"),
      plain(thirds, "float64"),
      ...views(thirds, "float64"),
    ];
    await expectResults(...operands.map((on) => ({ on, method: "clone", result: on.grid })));
    const apart = await submission.evaluate(copyApart, [m, n], values);
    const turned = swapped(table, 0, 1).cells.map(({ value }) => value);
    const row = values.slice(n, 2 * n);
    const column = selected(table, 1, 1).cells.map(({ value }) => value);
    expect(apart).toEqual({
      read: [
        values,
        turned,
        turned,
        values,
        turned,
        row,
        column,
        [...row, ...row],
        [...row, ...row],
        column,
        [values[0]],
        turned,
      ],
      sizes: Array.from({ length: 12 }, () => 0),
      own: Array.from({ length: 11 }, () => true),
    });
  },
);

// One view on another, and arithmetic on what comes out.
hidden(
  "views.of-views",
  {
    title: "Views of views: elements, strides, offsets",
    points: 1,
    visibility: "after-due",
    hint: "Every view starts from strides and offset of the tensor that it is called on, never from 0 or from the row-major strides of its own shape.",
  },
  async ({ inputs }) => {
    const shapes = [
      [3, 4],
      [3, 3],
      [2, 3, 4],
    ];
    await expectResults(
      ...shapes.flatMap((shape) => {
        const source = grid(shape, inputs.signed(sizeOf(shape), 1, 100));
        return [...views(source), backwards(source)].flatMap((on): Trial[] => [
          { on, method: "transpose", args: [0, 1], result: swapped(source, 0, 1) },
          { on, method: "transpose", args: [-1, 0], result: swapped(source, shape.length - 1, 0) },
          { on, method: "select", args: [0, 1], result: selected(source, 0, 1) },
          { on, method: "select", args: [1, 2], result: selected(source, 1, 2) },
        ]);
      }),
      ...chains(inputs),
    );
    await expectStridesOfViews(inputs);
  },
);

/** `t` of a matrix; of what is less, itself; of more, an error. */
async function expectOwnTranspose(inputs: Inputs): Promise<void> {
  const shapes = [
    [2, 3],
    [3, 3],
    [1, 4],
    [4, 1],
    [1, 1],
  ];
  const trials = shapes.flatMap((shape) => {
    const source = grid(shape, inputs.signed(sizeOf(shape), 1, 100));
    return [plain(source), transposed(source), inside(source)].map((on) => ({
      on,
      method: "t",
      result: swapped(source, 0, 1),
    }));
  });
  const small = [[], [4]].map((shape) => {
    const on = given(shape, inputs.signed(sizeOf(shape), 1, 100));
    return { on, method: "t", result: on.grid };
  });
  await expectResults(...trials, ...small);
  const large = [
    [2, 3, 4],
    [1, 1, 1, 1],
  ].map((shape) => given(shape, inputs.signed(sizeOf(shape), 1, 2)));
  await expectRefusals(...large.map((on) => ({ on, method: "t", names: [shown(on.grid.shape)] })));
}

/** Dims, and indices, that there are not. */
async function expectDimsRefused(inputs: Inputs): Promise<void> {
  const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
  const on = given([m, n], inputs.signed(m * n, 1, 2));
  const alone = given([], [1]);
  await expectRefusals(
    { on, method: "transpose", args: [0, 2], names: [2] },
    { on, method: "transpose", args: [7, 0], names: ["dim", -2, 1, 7] },
    { on, method: "select", args: [7, 0], names: ["dim", -2, 1, 7] },
    { on, method: "select", args: [1, 90], names: ["index", -n, n - 1, 90] },
    { on, method: "transpose", args: [2, 0], names: [2] },
    { on, method: "transpose", args: [-3, 1], names: [-3] },
    { on, method: "transpose", args: [1, -4], names: [-4] },
    { on, method: "transpose", args: [0.5, 1], names: [0.5] },
    { on: alone, method: "transpose", args: [0, 0], names: [0] },
    { on, method: "select", args: [2, 0], names: [2] },
    { on, method: "select", args: [-3, 0], names: [-3] },
    { on, method: "select", args: [0, m], names: [m] },
    { on, method: "select", args: [1, n], names: [n] },
    { on, method: "select", args: [1, -n - 1], names: [-n - 1] },
    { on, method: "select", args: [0, 0.5], names: [0.5] },
    { on: alone, method: "select", args: [0, 0], names: [0] },
    ...[Number.NaN, Infinity, -Infinity, -0.5, 0.25, 1 - 2 ** -20].flatMap((none) => [
      { on, method: "select", args: [none, 0], names: ["dim", none] },
      { on, method: "select", args: [1, none], names: ["index", none] },
      { on, method: "transpose", args: [0, none], names: ["dim", none] },
      { on, method: "transpose", args: [none, 0], names: ["dim", none] },
    ]),
    // Where there are no elements there is none at 0, nor a last one.
    ...[0, -1].flatMap((index) => [
      { on: plain(grid([0], [])), method: "select", args: [0, index], names: ["index", index] },
      { on: plain(grid([m, 0], [])), method: "select", args: [1, index], names: ["index", index] },
      { on: alone, method: "select", args: [index, 0], names: ["dim", index] },
      { on: alone, method: "transpose", args: [index, index], names: ["dim", index] },
    ]),
  );
}

/** Whether it is refused for itself, however many elements there are: beside a 0 a −1 may be any length. */
function isNoShape(asked: Shape): boolean {
  const lengths = asked.filter((length) => length !== -1);
  return (
    (lengths.length < asked.length && lengths.includes(0)) ||
    lengths.length < asked.length - 1 ||
    !lengths.every((length) => Number.isInteger(length) && length >= 0)
  );
}

/** Two lengths left open, or elements that do not come out. */
async function expectReshapeRefused(inputs: Inputs): Promise<void> {
  const cases: { from: Shape; asked: Shape }[] = [
    { from: [2, 3], asked: [-1, -1] },
    { from: [2, 3], asked: [-1, 2, -1] },
    { from: [2, 3], asked: [-1, -1, 6] },
    { from: [2, 3], asked: [4, -1] },
    { from: [2, 3], asked: [12, -1] },
    { from: [2, 3], asked: [5] },
    { from: [2, 3], asked: [3, 3] },
    { from: [2, 3], asked: [2, 2] },
    { from: [2, 3], asked: [2, -3] },
    { from: [2, 3], asked: [-2, -3] },
    { from: [2, 3], asked: [1.5, 4] },
    { from: [2, 3], asked: [] },
    { from: [2, 3], asked: [0] },
    { from: [2, 3], asked: [0, -1] },
    { from: [], asked: [2] },
    { from: [0], asked: [1] },
    { from: [0], asked: [-1, 0] },
    { from: [2, 3], asked: [-1, 0] },
    { from: [0], asked: [2, -1, 0] },
    { from: [0, 2], asked: [2] },
    { from: [0, 2], asked: [] },
    { from: [2, 3], asked: [6, 0] },
    { from: [2, 3], asked: [Number.NaN] },
    { from: [2, 3], asked: [-1, Number.NaN] },
    { from: [2, 3], asked: [Infinity] },
    { from: [2, 3], asked: [6, -1.5] },
    { from: [2, 3], asked: [-1, 1.5] },
    { from: [2, 3], asked: [6.25] },
    { from: [2, 3], asked: [2 + 2 ** -20, 3] },
    { from: [2, 3], asked: [-6] },
    { from: [1], asked: [-1, -1] },
  ];
  await expectRefusals(
    ...cases.map(({ from, asked }) => {
      const values = inputs.signed(sizeOf(from), 1, 2);
      return {
        on: given(from, values),
        method: "reshape",
        args: [asked],
        names: [...(isNoShape(asked) ? [] : [sizeOf(from)]), shown(from), shown(asked)],
      };
    }),
  );
}

/** Three views on one another, in every order; what a stretched one repeats is still repeated then. */
function chains(inputs: Inputs): Trial[] {
  const source = grid([2, 3, 2, 3], inputs.signed(36, 1, 100));
  const start: Chain = { grid: source, calls: [] };
  const [i, j] = [inputs.integer(1, 2), inputs.integer(0, 1)];
  const all = [
    thenSelect(thenSwap(thenSelect(start, 1, i), 0, 2), 1, j),
    thenSwap(thenSelect(thenSwap(start, 0, 3), 0, i), 0, 2),
    thenSelect(thenSelect(thenSwap(start, 1, 2), 3, i), 0, 1),
    thenSwap(thenRepeat(thenSelect(start, 3, i), 2), 0, 3),
    thenSelect(thenRepeat(thenSwap(start, 0, 1), 3), 0, 2),
    thenSwap(thenSelect(thenRepeat(thenSelect(start, 2, 1), 4), 1, 1), 0, 1),
    thenRepeat(thenSwap(thenRepeat(thenSelect(start, 0, 1), 2), 0, 2), 2),
    thenSelect(thenSwap(thenRepeat(thenSelect(start, 1, i), 3), 0, 1), 1, 2),
  ];
  return all.flatMap(({ grid, calls }) =>
    [plain(source), spread(source)].flatMap((on): Trial[] => {
      const making = { ...on.making, calls: [...(on.making.calls ?? []), ...calls] };
      const view = { ...on, grid, making };
      return [
        { on: view, method: "clone", result: grid },
        { on: view, method: "transpose", args: [-1, 0], result: swapped(grid, grid.shape.length - 1, 0) },
        {
          on: view,
          method: "reshape",
          args: [[-1]],
          result: { shape: [grid.cells.length], cells: grid.cells },
        },
      ];
    }),
  );
}

/** More elements than 16 bits can count, copied and looked at. */
async function expectFarViews(inputs: Inputs): Promise<void> {
  const [m, n] = [2, inputs.integer(33_000, 34_000)];
  const places = [
    [0, 0],
    [0, n - 1],
    [1, inputs.integer(0, n - 1)],
    [m - 1, inputs.integer(n - 400, n - 2)],
    [m - 1, n - 1],
  ] as const;
  const seen = await submission.evaluate(lookFar, [m, n], places);
  const shown = places.map(([i, j]) => i * n + j);
  expect(seen).toEqual({
    clone: shown,
    turned: shown,
    list: shown,
    rows: shown,
    columns: shown,
    offsets: places.map(([i, j]) => [i * n, i * n + j]),
    copied: [
      [n, 1, m * n],
      [m, 1, m * n],
      [1, m * n],
    ],
  });
}

/** The strides of a view are what is left of those of its tensor. */
async function expectStridesOfViews(inputs: Inputs): Promise<void> {
  const [m, n, k] = [inputs.integer(2, 3), inputs.integer(4, 5), inputs.integer(6, 7)];
  const seen = await submission.evaluate(lookAtStrides, m, n, k);
  expect(seen).toEqual([
    { shape: [n, m, k], strides: [k, n * k, 1], offset: 0 },
    { shape: [k, n, m], strides: [1, k, n * k], offset: 0 },
    { shape: [n, k], strides: [k, 1], offset: n * k },
    { shape: [m, k], strides: [n * k, 1], offset: 2 * k },
    { shape: [m, n], strides: [n * k, k], offset: 3 },
    { shape: [n, m], strides: [k, n * k], offset: 3 },
    { shape: [m], strides: [n * k], offset: 2 * k + 3 },
    { shape: [], strides: [], offset: n * k + 2 * k + 3 },
    { shape: [k, m], strides: [1, n * k], offset: k },
    { shape: [m, n, k], strides: [n * k, k, 1], offset: 0 },
    { shape: [k, n], strides: [n, 1], offset: n * k },
    { shape: [n * k], strides: [1], offset: n * k },
    { shape: [1, m, 1, n * k, 1], strides: [m * n * k, n * k, n * k, 1, 1], offset: 0 },
    { shape: [m, 1, n], strides: [n, n, 1], offset: 0 },
    { shape: [n, k], strides: [k, 1], offset: n * k },
    { shape: [m, n, k], strides: [n * k, k, 1], offset: 0 },
    { shape: [1, m], strides: [n * k, n * k], offset: 5 },
    { shape: [n, 2, k], strides: [k, 0, 1], offset: n * k },
  ]);
}
