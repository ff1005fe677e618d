import { expect } from "vitest";
import { type Block, type Given, offset, plain, sizeOf, swapped, thirds, whole } from "../given.ts";
import { hidden, submission } from "../hidden.ts";
import { flattenAll } from "./flatten-all.ts";

type Flattening = {
  readonly x: Block;
  readonly laid?: Given;
  readonly start?: number;
  readonly dtype?: "float32" | "float64";
};

/** Every block flattened, by the function and by the layer: the same numbers, with the sizes from `start` on made one. */
async function expectFlattened(...problems: readonly Flattening[]): Promise<void> {
  const results = await submission.evaluate(
    flattenAll,
    problems.map(({ x, laid = plain(x), start, dtype = "float32" }) => ({
      laid,
      start: start ?? null,
      dtype,
    })),
  );
  const expected = problems.map(({ x, start = 1, dtype = expect.any(String) }) => {
    const first = start < 0 ? x.shape.length + start : start;
    const shape = [...x.shape.slice(0, first), sizeOf(x.shape.slice(first))];
    const one = { shape, values: x.values, dtype };
    return { byFunction: one, byLayer: one, kept: { ...x, dtype } };
  });
  expect(results).toEqual(expected);
}

// The batch stays.
hidden(
  "flatten.batch",
  {
    title: "flatten: one row of features for each image",
    points: 2,
    visibility: "visible",
    hint: "The first size is how many images there are, and it stays. All the others are multiplied.",
  },
  async ({ inputs }) => {
    await expectFlattened(
      { x: whole(inputs, 2, 3, 4, 5) },
      { x: whole(inputs, 4, 3) },
      { x: whole(inputs, 3, 3, 3) },
      { x: whole(inputs, 1, 2, 2, 2) },
      { x: whole(inputs, 2, 1, 1, 1) },
      { x: whole(inputs, 1, 1, 2, 1, 2) },
    );
  },
);

// From another dimension on, from either end.
hidden(
  "flatten.start",
  {
    title: "flatten: from another dimension on",
    points: 1,
    visibility: "visible",
    hint: "start says which sizes stay: 0 keeps none, 2 keeps two. A negative start counts from the end: −1 is the last dimension.",
  },
  async ({ inputs }) => {
    const x = whole(inputs, 2, 3, 4, 5);
    await expectFlattened(
      ...[0, 1, 2, 3, -1, -2, -3, -4].map((start) => ({ x, start })),
      { x: whole(inputs, 5), start: 0 },
      { x: whole(inputs, 5), start: -1 },
      { x: whole(inputs, 3, 2), start: -2 },
    );
  },
);

// Row-major, whatever the strides; and where there are no numbers.
hidden(
  "flatten.views",
  {
    title: "flatten: views, float64, and batches of none",
    points: 1,
    visibility: "never",
    hint: "reshape knows about strides and keeps the dtype. In an empty batch a size of −1 could be anything: how many features are there all the same?",
  },
  async ({ inputs }) => {
    const [x, y] = [whole(inputs, 3, 2, 3, 2), whole(inputs, 2, 4, 3)];
    await expectFlattened(
      { x, laid: swapped(x, 0, 2) },
      { x, laid: swapped(x, 1, 3) },
      { x: y, laid: offset(y) },
      { x: thirds(y), dtype: "float64" },
      { x: y, laid: swapped(y, 1, 2), start: 0 },
      { x: whole(inputs, 0, 3, 4) },
      { x: whole(inputs, 2, 0, 3) },
      { x: whole(inputs, 2, 0, 3), start: 2 },
    );
  },
);

// There must be such a dimension.
hidden(
  "flatten.refuses",
  {
    title: "flatten refuses a dimension that is not there",
    points: 1,
    visibility: "after-due",
    hint: "A RangeError that begins with flatten, and tells the shape and the start as it was given: past the last dimension, before the first, or no whole number.",
  },
  async ({ submission, inputs }) => {
    const broken = inputs.integer(0, 1) + 0.5;
    const outcomes = await submission.evaluate(({ flatten, Flatten, ones }, broken) => {
      const matrix = ones([2, 3]);
      const calls = [
        () => flatten(matrix, 2),
        () => flatten(matrix, -3),
        () => flatten(matrix, broken),
        () => flatten(ones([4])),
        () => flatten(ones([]), 0),
        () => new Flatten<typeof matrix>(5).forward(matrix),
        () => flatten(matrix, -2),
        () => flatten(matrix, 1),
      ];
      return calls.map((call) => {
        try {
          call();
          return null;
        } catch (error) {
          const { name, message } = Object(error);
          return { name, message };
        }
      });
    }, broken);
    const refused = (what: RegExp) => ({ name: "RangeError", message: expect.stringMatching(what) });
    expect(outcomes).toEqual([
      refused(/^flatten: .*\[2, 3\].* 2$/),
      refused(/^flatten: .*\[2, 3\].* -3$/),
      refused(new RegExp(`^flatten: .*\\[2, 3\\].* ${broken}$`)),
      refused(/^flatten: .*\[4\].* 1$/),
      refused(/^flatten: .*\[\].* 0$/),
      refused(/^flatten: .*\[2, 3\].* 5$/),
      null,
      null,
    ]);
  },
);

// On variables.
hidden(
  "flatten.learns",
  {
    title: "flatten of variables: gradients come back in the image's shape",
    points: 1,
    visibility: "visible",
    hint: "reshape is all it takes, on a tensor and on a variable alike.",
  },
  async ({ submission, inputs }) => {
    const [x, g] = [whole(inputs, 2, 2, 1, 3), whole(inputs, 2, 6)];
    const learned = await submission.evaluate(
      ({ flatten, Flatten, Variable, tensor }, x, g) => {
        const images = new Variable(tensor([...x.values], { shape: [...x.shape] }));
        const weights = tensor([...g.values], { shape: [...g.shape] });
        const layer = new Flatten<typeof images>();
        flatten(images).add(layer.forward(images)).mul(weights).sum().backward();
        const { grad } = images;
        return (
          grad && {
            shape: [...grad.shape],
            values: Array.from(grad.data.data),
            parameters: layer.parameters().length,
          }
        );
      },
      x,
      g,
    );
    expect(learned).toEqual({ shape: x.shape, values: g.values.map((value) => 2 * value), parameters: 0 });
  },
);
