import { firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { expectedTensor, facts } from "../expect-results.ts";
import { grid, indicesOf, type Shape, sizeOf } from "../grid.ts";
import { deep, hidden, submission } from "../hidden.ts";
import { backwards, given, type Operand, plain, repeated, spread, views } from "../operand.ts";
import { expectRefusals, shown } from "../refusals.ts";
import { readAll } from "./read-all.ts";
import { readFar } from "./read-far.ts";

// One index for each dimension: offset + Σ index · stride.
hidden(
  "read.at",
  {
    title: "at: one index for each dimension, below 0 from the end",
    points: 2,
    visibility: "visible",
    hint: "How far is it from the first element to (i, j)? i rows and j columns: the place is offset + i · strides[0] + j · strides[1], and so on for every dimension. Without dimensions it is the offset. What is below 0 gets the length of its dimension added: −1 is the last.",
  },
  async ({ inputs }) => {
    const shapes = [[], [5], [3, 4], [4, 3], [3, 3], [2, 3, 4], [2, 1, 3, 2], [1], [1, 4], [4, 1]];
    const operands = [...shapes, [1, 2, 1, 1, 2, 1, 2]].map((shape) =>
      given(shape, inputs.magnitudes(sizeOf(shape), 1e-6, 1e4)),
    );
    // No float32 is a third.
    const thirds = [[], [4], [2, 3]].map((shape) =>
      given(
        shape,
        inputs.signed(sizeOf(shape), 1, 9).map((value) => value / 3),
        "float64",
      ),
    );
    await expectReads([...operands, ...thirds], (index) => index);
    await expectFromTheEnd(inputs);
  },
);

// Views are read through their own strides and offset.
hidden(
  "read.views",
  {
    title: "at, item and toArray read views through strides and offset",
    points: 2,
    visibility: "visible",
    hint: "A view has its own strides and its own offset: never read the storage from its beginning, or in its order, just because most tensors allow it. Places may be large, and strides 0 or negative.",
  },
  async ({ inputs }) => {
    const operands = [[], [4], [3, 4], [3, 3], [2, 3, 4], [2, 2, 1, 3], [1, 3]].flatMap((shape) => {
      const source = grid(shape, inputs.signed(sizeOf(shape), 1, 100));
      const third = grid(
        shape,
        inputs.signed(sizeOf(shape), 1, 9).map((value) => value / 3),
      );
      return [...views(source), backwards(source), spread(third, "float64")];
    });
    const stretches: [Shape, Shape][] = [
      [[3], [2, 3]],
      [
        [3, 1],
        [3, 4],
      ],
      [
        [2, 1, 3],
        [2, 2, 2, 3],
      ],
      [[], [2, 2]],
    ];
    const stretched = stretches.map(([from, to]) =>
      repeated(grid(from, inputs.signed(sizeOf(from), 1, 9)), to),
    );
    await expectReads([...operands, ...stretched], (index) => index);
    await expectFarReads(inputs);
  },
);

// Too few, too many, too large, too small, not whole.
hidden(
  "read.index-refused",
  {
    title: "at: indices that there are not are refused",
    points: 1,
    visibility: "visible",
    hint: "Of n there are the indices 0 to n − 1, and −1 to −n from the end; nothing else, and no fractions. Their number must be the number of dimensions. A RangeError that begins with `at:` names what was given; of an index out of range it says index, and from where to where they go.",
  },
  async ({ inputs }) => {
    const [m, n] = [inputs.integer(2, 3), inputs.integer(4, 5)];
    const on = given([m, n], inputs.signed(m * n, 1, 2));
    const indices = [
      { args: [m, 0], names: ["index", -m, m - 1, m] },
      { args: [0, n], names: [n] },
      { args: [-m - 1, 0], names: [-m - 1] },
      { args: [0, 90], names: ["index", -n, n - 1, 90] },
      { args: [0, -n - 1], names: [-n - 1] },
      { args: [m - 1, 100 + n], names: [100 + n] },
      { args: [0.5, 0], names: [0.5] },
      { args: [0.25, 0], names: [0.25] },
      { args: [1 + 2 ** -20, 0], names: [1 + 2 ** -20] },
      { args: [0, 1 - 2 ** -20], names: [1 - 2 ** -20] },
      { args: [0, -0.5], names: [-0.5] },
      { args: [0, Number.NaN], names: ["NaN"] },
      { args: [Infinity, 0], names: ["Infinity"] },
      { args: [0, -Infinity], names: ["-Infinity"] },
      { args: [], names: [2, 0] },
      { args: [1], names: [2, 1] },
      { args: [0, 0, 0], names: [2, 3] },
    ];
    const single = given([], [inputs.number(1, 2)]);
    await expectRefusals(
      ...indices.map(({ args, names }) => ({ on, method: "at", args, names })),
      { on: single, method: "at", args: [0], names: [0, 1] },
      // Of no elements there is none at 0, nor a last one.
      ...[0, -1].map((index) => ({ on: plain(grid([0], [])), method: "at", args: [index], names: [index] })),
      { on: plain(grid([2, 0], [])), method: "at", args: [1, 0], names: ["index", 0] },
      { on: plain(grid([0, 2], [])), method: "at", args: [-1, 1], names: ["index", -1] },
    );
  },
);

// One element and no other number of them.
hidden(
  "read.item",
  {
    title: "item: the only element",
    points: 2,
    visibility: "visible",
    hint: "One element may come in any number of dimensions, [] or [1, 1], and a view's is at its offset. None and several are refused by a RangeError that begins with `item:` and names the shape.",
  },
  async ({ inputs }) => {
    const one = [[], [1], [1, 1], [1, 1, 1, 1]].flatMap((shape) => {
      const values = inputs.magnitudes(1, 1e-6, 1e4);
      const of = grid(shape, values);
      const third = given(shape, [values[0] / 3], "float64");
      return [given(shape, values), ...views(of), backwards(of), repeated(grid([], values), shape), third];
    });
    const items = await submission.evaluate(
      readAll,
      one.map(({ making }) => ({ making, indices: [] })),
    );
    const expected = one.map(({ grid: { cells } }) => cells[0]);
    expect(
      firstDifference(
        items.map(({ item }) => item),
        expected,
        "items",
      ),
    ).toBe(null);
    const [m, n] = [inputs.integer(2, 4), inputs.integer(2, 4)];
    const many = [[m], [1, n], [m, n], [2, 1, 1]].map((shape) =>
      given(shape, inputs.signed(sizeOf(shape), 1, 2)),
    );
    const none = [[0], [m, 0], [1, 0, 1]].map((shape) => plain(grid(shape, [])));
    // One number in the storage, and many elements.
    const again = [[2], [1, m]].map((shape) => repeated(grid([1], [m]), shape));
    await expectRefusals(
      ...[...many, ...none, ...again].map((on) => ({ on, method: "item", names: [shown(on.grid.shape)] })),
    );
  },
);

/** Every element by `at`, under the index that is really asked with, and all of them by `toArray`. */
async function expectReads(
  operands: readonly Operand[],
  asked: (index: readonly number[], shape: readonly number[]) => readonly number[],
): Promise<void> {
  const answers = await deep.evaluate(
    readAll,
    operands.map(({ making, grid: { shape } }) => ({
      making,
      indices: indicesOf(shape).map((index) => asked(index, shape)),
    })),
  );
  expect(answers.length).toBe(operands.length);
  for (const [index, { grid: wanted, dtype }] of operands.entries()) {
    const { elements, seen } = answers[index];
    expect(firstDifference(elements, wanted.cells, `elements of ${index}`)).toBe(null);
    expect(firstDifference(facts(seen), expectedTensor(wanted, dtype), `array of ${index}`)).toBe(null);
  }
}

/** Places beyond 8, 16 and 24 bits, and more elements than 32 bits can count. */
async function expectFarReads(inputs: Inputs): Promise<void> {
  const places = [2 ** 8, 2 ** 16, 2 ** 24].map((power) => power + inputs.integer(1, 40) * 2 + 1);
  const [one, other] = inputs.signed(2, 1, 9);
  const lengths = [inputs.integer(70_000, 80_000), inputs.integer(70_000, 80_000)] as const;
  const seen = await submission.evaluate(readFar, places, [one, other], lengths);
  const pairs = places.map(() => [one, other]);
  expect(seen).toEqual({
    elements: pairs,
    items: pairs,
    arrays: pairs,
    size: lengths[0] * lengths[1],
    corner: one,
  });
}

/** Below 0 an index counts from the end: all of them, and some of them. */
async function expectFromTheEnd(inputs: Inputs): Promise<void> {
  const operands = [[5], [3, 4], [2, 3, 4], [1], [1, 2]].map((shape) =>
    given(shape, inputs.signed(sizeOf(shape), 1, 100)),
  );
  await expectReads(operands, (index, shape) => index.map((i, d) => i - shape[d]));
  await expectReads(operands, (index, shape) => index.map((i, d) => ((i + d) % 2 === 0 ? i - shape[d] : i)));
}
