import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import { type Block, drawn, negative, offset, rough, swapped, thirds, whole } from "../given.ts";
import { hidden } from "../hidden.ts";
import { expectPools } from "./expect-pools.ts";
import { windowsOf } from "./expected.ts";
import { followLearning } from "./follow-learning.ts";
import { refusals } from "./refusals.ts";
import type { PoolProblem } from "./run-pools.ts";

// The largest under the window, in every channel of every image.
hidden(
  "pool.max",
  {
    title: "MaxPool2d: the largest under the window",
    points: 3,
    visibility: "visible",
    hint: "unfold2d puts what each window sees into a column: over which dimension of [N, C, kh·kw, places] is the largest to be taken? Then places become two sides again.",
  },
  async ({ inputs }) => {
    await expectPools(
      max(2, whole(inputs, 2, 3, 4, 6)),
      max([2, 3], whole(inputs, 3, 2, 6, 6), whole(inputs, 1, 1, 2, 9)),
      // Largest numbers that are below zero, and ties.
      max([3, 2], negative(inputs, 2, 2, 3, 4)),
      max(2, whole(inputs, 2, 2, 2, 2)),
      max(
        [1, 2],
        drawn([1, 1, 2, 4], (index) => -(index % 3)),
      ),
    );
  },
);

// Windows touch unless a stride is given.
hidden(
  "pool.stride",
  {
    title: "Pooling: the stride is the window's own size by default",
    points: 2,
    visibility: "visible",
    hint: "How far does the window move when nobody says so? By its own height down and its own width to the right. A stride that is given counts, also when it is 1.",
  },
  async ({ inputs }) => {
    for (const make of [max, average]) {
      await expectPools(
        make([2, 3], whole(inputs, 1, 2, 5, 7)),
        make(3, whole(inputs, 1, 1, 7, 8)),
        { ...make(2, whole(inputs, 1, 2, 4, 5)), options: { stride: 1 } },
        { ...make([3, 2], whole(inputs, 2, 1, 6, 7)), options: { stride: [1, 3] } },
        { ...make(2, whole(inputs, 1, 1, 7, 5)), options: { stride: [4, 1] } },
        { ...make(2, whole(inputs, 1, 1, 8, 6)), options: { stride: 3 } },
      );
    }
  },
);

// The margin never wins.
hidden(
  "pool.max-margin",
  {
    title: "MaxPool2d: the margin never wins",
    points: 3,
    visibility: "visible",
    hint: "Pool an image of which every number is negative, with a margin. Where would a zero come from? Fill the margin with what loses against every number.",
  },
  async ({ inputs }) => {
    await expectPools(
      { ...max(3, negative(inputs, 2, 2, 4, 5), negative(inputs, 1, 3, 5, 3)), options: { padding: 1 } },
      { ...max([2, 4], negative(inputs, 1, 3, 3, 4)), options: { padding: [1, 2], stride: 1 } },
      { ...max([3, 2], negative(inputs, 1, 1, 4, 3)), options: { padding: [0, 1], stride: [2, 1] } },
      { ...max(2, negative(inputs, 1, 2, 3, 3)), options: { padding: [1, 0] } },
      // Lower than any number that one might take for the lowest, up to the lowest of all, and below it.
      ...[1e5, 1e10, 1e20, 1e38].map((size) => ({
        ...max(4, lowered(rough(inputs, size, 2 * size, 1, 1, 2, 3))),
        options: { padding: 2, stride: 3 },
      })),
      {
        ...max(
          2,
          drawn([1, 2, 2, 2], () => Number.NEGATIVE_INFINITY),
        ),
        options: { padding: 1, stride: 1 },
      },
    );
  },
);

// A window with gaps.
hidden(
  "pool.dilation",
  {
    title: "MaxPool2d with a dilated window",
    points: 1,
    visibility: "visible",
    hint: "The options go to unfold2d and to the count of places alike.",
  },
  async ({ inputs }) => {
    await expectPools(
      { ...max(2, whole(inputs, 1, 2, 5, 6), whole(inputs, 2, 1, 6, 4)), options: { dilation: 2 } },
      { ...max([2, 3], whole(inputs, 2, 1, 5, 7)), options: { dilation: [3, 2], stride: 1 } },
      { ...max(2, negative(inputs, 1, 1, 4, 5)), options: { dilation: [1, 3], stride: [1, 2], padding: 1 } },
      { ...max(2, whole(inputs, 1, 1, 6, 3)), options: { dilation: [3, 1] } },
    );
  },
);

// Sum over the window's size.
hidden(
  "pool.average",
  {
    title: "AvgPool2d: the mean under the window",
    points: 2,
    visibility: "visible",
    hint: "The mean is taken over what one window sees, in each channel by itself.",
  },
  async ({ inputs }) => {
    await expectPools(
      average(2, whole(inputs, 2, 3, 4, 6)),
      average([3, 2], whole(inputs, 1, 2, 6, 5), whole(inputs, 2, 1, 3, 2)),
      average(2, whole(inputs, 2, 2, 2, 2)),
      average(
        [1, 3],
        drawn([1, 1, 2, 3], (index) => [3, 0, -3, 0, 0, inputs.integer(1, 9)][index]),
      ),
      { ...average(3, whole(inputs, 1, 2, 5, 4)), options: { stride: [2, 1] } },
    );
  },
);

// Zeros of the margin are numbers.
hidden(
  "pool.average-margin",
  {
    title: "AvgPool2d: the margin's zeros count",
    points: 2,
    visibility: "visible",
    hint: "In the corner of an image with a margin of 1, a 2×2 window sees one number and three zeros. PyTorch divides by four, unless told otherwise.",
  },
  async ({ inputs }) => {
    await expectPools(
      { ...average(2, whole(inputs, 1, 2, 4, 3), whole(inputs, 3, 1, 2, 5)), options: { padding: 1 } },
      { ...average([3, 4], whole(inputs, 2, 1, 4, 4)), options: { padding: [1, 2], stride: [2, 1] } },
      {
        ...average(3, whole(inputs, 1, 1, 2, 5)),
        options: { padding: [1, 0], stride: 1 },
      },
      { ...average(2, whole(inputs, 1, 1, 3, 3)), options: { padding: [0, 1], countIncludePad: true } },
    );
  },
);

// Divided by how many numbers of the image are seen.
hidden(
  "pool.average-inside",
  {
    title: "AvgPool2d: countIncludePad false",
    points: 2,
    visibility: "visible",
    hint: "How many elements of a window lie on the image? An image of ones, seen through the same window, adds up to exactly that.",
  },
  async ({ inputs }) => {
    const options = { countIncludePad: false };
    await expectPools(
      // Images of several sizes one after another, and the first size once more: what is counted is each image's own.
      {
        ...average(
          2,
          whole(inputs, 1, 2, 4, 3),
          whole(inputs, 2, 1, 3, 4),
          whole(inputs, 1, 1, 5, 6),
          whole(inputs, 2, 2, 4, 3),
        ),
        options: { ...options, padding: 1 },
      },
      {
        ...average([3, 4], whole(inputs, 2, 1, 5, 4)),
        options: { ...options, padding: [1, 2], stride: [2, 1] },
      },
      { ...average([3, 2], whole(inputs, 1, 1, 4, 4)), options: { ...options, padding: [1, 0], stride: 1 } },
      { ...average([2, 3], whole(inputs, 2, 2, 3, 3)), options: { ...options, padding: [0, 1], stride: 1 } },
      // Without a margin it is the mean as ever, and zeros of the image count.
      { ...average(2, whole(inputs, 1, 1, 4, 4)), options },
      {
        ...average(
          2,
          drawn([1, 1, 2, 2], (index) => (index === 0 ? inputs.integer(1, 9) : 0)),
        ),
        options: { ...options, padding: 1, stride: 1 },
      },
    );
  },
);

// NaN, infinities, views and the smallest images.
hidden(
  "pool.corners",
  {
    title:
      "Pooling: views, float64, NaN and infinities, sides of one, empty batches; nothing is changed or learned",
    points: 1,
    visibility: "after-due",
    hint: "A NaN under the window is the result, in pooling of either kind; −∞ may be the largest, when nothing else is seen. What comes out has the dtype of the images. forward only reads, and parameters() is empty.",
  },
  async ({ inputs }) => {
    const at = inputs.integer(0, 3);
    const odd = drawn([1, 4, 2, 2], (index) => {
      const special = [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0][
        Math.floor(index / 4)
      ];
      return index % 4 === at ? special : inputs.integer(-9, -1);
    });
    const lowest = drawn([1, 1, 2, 2], () => Number.NEGATIVE_INFINITY);
    const [x, y] = [whole(inputs, 2, 2, 4, 4), whole(inputs, 2, 2, 4, 5)];
    for (const make of [max, average]) {
      await expectPools(
        make(2, odd, lowest),
        { ...make([2, 1], swapped(x, 2, 3), offset(y), swapped(x, 0, 1)), seen: [x, y, x] },
        make(2, rough(inputs, 1e-6, 1e-5, 1, 1, 2, 4), rough(inputs, 1e3, 1e4, 1, 1, 4, 2)),
        make(1, whole(inputs, 2, 1, 1, 3)),
        make([1, 3], whole(inputs, 1, 1, 1, 3)),
        make(2, whole(inputs, 0, 2, 4, 6)),
        { ...make(2, thirds(rough(inputs, 1e-6, 1e4, 2, 1, 4, 4))), dtype: "float64" },
        {
          ...make(3, thirds(rough(inputs, 1, 10, 1, 2, 3, 4))),
          options: { padding: 1, stride: 1, ...(make === average && { countIncludePad: false }) },
          dtype: "float64",
        },
      );
    }
  },
);

// Written once: on variables the gradient goes to the winner, or is shared.
hidden(
  "pool.learns",
  {
    title: "Pooling of variables: where gradients go",
    points: 1,
    visibility: "visible",
    hint: "Compute with the methods that tensors and variables have in common, and the gradient finds its way: to the largest under each window, or to all of them in equal shares.",
  },
  async ({ submission, inputs }) => {
    // All different, so that each window has one winner.
    const order = inputs.integer(3, 10);
    const problems = [
      { layer: "MaxPool2d", kernelSize: [2, 3], options: { stride: [1, 2], padding: [1, 0] } },
      { layer: "AvgPool2d", kernelSize: 2, options: { stride: 1, padding: 1 } },
      { layer: "AvgPool2d", kernelSize: 2, options: { stride: [2, 1], padding: 1, countIncludePad: false } },
    ].map((problem) => problem as Omit<PoolProblem, "images">);
    const given = problems.map((problem) => {
      const x = drawn([2, 2, 3, 4], (index) => ((index * 7 + order) % 48) - 24);
      return { ...problem, x, g: whole(inputs, ...windowsOf(problem, x).shape) };
    });
    const learned = await submission.evaluate(followLearning, given);
    const expected = given.map(({ x, g, ...problem }) => {
      const gradient = x.values.map(() => ({ value: 0, error: 0 }));
      for (const [index, { inside, size }] of windowsOf(problem, x).windows.entries()) {
        const winner = inside.reduce((best, at) => (x.values[at] > x.values[best] ? at : best));
        const count = problem.options?.countIncludePad === false ? inside.length : size;
        for (const at of problem.layer === "MaxPool2d" ? [winner] : inside) {
          const share = problem.layer === "MaxPool2d" ? g.values[index] : g.values[index] / count;
          gradient[at].value += share;
          gradient[at].error += problem.layer === "MaxPool2d" ? 0 : 2 ** -20 * Math.abs(share);
        }
      }
      return gradient;
    });
    expect(firstDifference(learned, expected, "gradient")).toBe(null);
  },
);

// Options out of range and images of another rank.
hidden(
  "pool.refuses",
  {
    title: "Pooling refuses what does not fit",
    points: 1,
    visibility: "after-due",
    hint: "A RangeError that begins with the layer's name: options out of range, a margin of more than half the window, images that are not [N, C, H, W].",
  },
  async ({ submission, inputs }) => {
    const broken = inputs.integer(1, 4) + 0.5;
    const outcomes = await submission.evaluate(refusals, broken);
    const refused = (name: string, what: string) => ({
      name: "RangeError",
      message: expect.stringMatching(new RegExp(`^${name}: .*${what}`)),
    });
    const expected = (name: string) => [
      refused(name, "kernel.*0"),
      refused(name, `kernel.*${broken}`),
      refused(name, "stride.*0"),
      refused(name, "padding.*-1"),
      refused(name, "padding.*2, 2 for 3, 3"),
      refused(name, "padding.*0, 1 for 3, 1"),
      refused(name, "padding.*1, 0 for 1, 3"),
      refused(name, "\\[1, 2, 3\\]"),
      refused(name, "\\[1, 1, 1, 2, 3\\]"),
      refused("outputSize", "3.*2"),
      null,
      null,
    ];
    expect(outcomes).toEqual([...expected("MaxPool2d"), ...expected("AvgPool2d")]);
  },
);

function lowered({ shape, values }: Block): Block {
  return { shape, values: values.map((value) => -Math.abs(value)) };
}

function max(kernelSize: PoolProblem["kernelSize"], ...images: PoolProblem["images"]): PoolProblem {
  return { layer: "MaxPool2d", kernelSize, images };
}

function average(kernelSize: PoolProblem["kernelSize"], ...images: PoolProblem["images"]): PoolProblem {
  return { layer: "AvgPool2d", kernelSize, images };
}
