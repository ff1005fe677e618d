import { firstDifference, type Inputs } from "@tinytorch/testkit";
import { expect } from "vitest";
import { hidden, submission } from "../hidden.ts";
import { type ColumnsProblem, expectedColumns } from "./expected.ts";

async function expectColumns(...problems: readonly ColumnsProblem[]): Promise<void> {
  const matrices = await submission.evaluate(
    ({ im2col }, problems) =>
      problems.map(({ image, kernel, options }) =>
        options === undefined ? im2col(image, kernel) : im2col(image, kernel, options),
      ),
    problems,
  );
  expect(firstDifference(matrices, problems.map(expectedColumns), "matrix")).toBe(null);
}

/** Numbers that are all different, so that every one can be told from where it came. */
function picture(inputs: Inputs, channels: number, height: number, width: number): number[][][] {
  const from = inputs.integer(10, 90);
  const step = inputs.integer(1, 7);
  return Array.from({ length: channels }, (_, c) =>
    Array.from({ length: height }, (_, i) =>
      Array.from(
        { length: width },
        (_, j) => (from + step * ((c * height + i) * width + j)) * (-1) ** (i + j),
      ),
    ),
  );
}

// One channel: places are columns, in reading order; elements of the window are rows, in reading order.
hidden(
  "im2col.windows",
  {
    title: "im2col: every window becomes a column",
    points: 4,
    visibility: "visible",
    hint: "Column 0 holds what the window sees at its first place, read like a page: along its first row, then its second. The next column is one place to the right.",
  },
  async ({ inputs }) => {
    await expectColumns(
      { image: picture(inputs, 1, 4, 5), kernel: [2, 3] },
      { image: picture(inputs, 1, 3, 3), kernel: 2 },
      { image: picture(inputs, 1, 5, 3), kernel: [3, 1] },
      { image: picture(inputs, 1, 2, 3), kernel: [2, 3] },
    );
  },
);

// Channels one below the other.
hidden(
  "im2col.channels",
  {
    title: "im2col: channels below one another",
    points: 2,
    visibility: "visible",
    hint: "One matrix for all channels: first all rows of channel 0, then all of channel 1. A kernel's slice for channel 1 begins there too.",
  },
  async ({ inputs }) => {
    await expectColumns(
      { image: picture(inputs, 3, 3, 4), kernel: [2, 2] },
      { image: picture(inputs, 2, 2, 2), kernel: 2 },
      { image: picture(inputs, 2, 2, 3), kernel: 1 },
    );
  },
);

// Stride and dilation, along either side by its own.
hidden(
  "im2col.options",
  {
    title: "im2col: stride, margin and dilation",
    points: 3,
    visibility: "visible",
    hint: "row = i · stride + u · dilation − padding, as in conv2d. What lies outside of the image is the margin, on all four sides.",
  },
  async ({ inputs }) => {
    await expectColumns(
      { image: picture(inputs, 1, 5, 6), kernel: [2, 3], options: { stride: [2, 1] } },
      { image: picture(inputs, 2, 6, 5), kernel: 2, options: { stride: [1, 3], dilation: [1, 2] } },
      { image: picture(inputs, 1, 6, 7), kernel: 2, options: { dilation: [3, 2] } },
      { image: picture(inputs, 1, 2, 3), kernel: 2, options: { padding: [1, 2] } },
      { image: picture(inputs, 1, 2, 3), kernel: 2, options: { padding: [1, 0] } },
      { image: picture(inputs, 1, 2, 3), kernel: 2, options: { padding: [0, 1] } },
      { image: picture(inputs, 1, 4, 5), kernel: 2, options: { dilation: [1, 3] } },
      { image: picture(inputs, 2, 3, 2), kernel: [3, 2], options: { padding: [2, 1], stride: 2 } },
      { image: picture(inputs, 1, 3, 3), kernel: 2, options: { padding: 1, stride: 1, dilation: 1 } },
      { image: picture(inputs, 2, 4, 4), kernel: 2, options: { padding: 2, stride: 3, dilation: 2 } },
    );
  },
);

// The margin holds what it is told to hold.
hidden(
  "im2col.fill",
  {
    title: "im2col: what the margin holds",
    points: 2,
    visibility: "visible",
    hint: "fill goes wherever the window looks past the image, and nowhere else: a 0 or a NaN in the image is a number of the image.",
  },
  async ({ inputs }) => {
    const fill = -inputs.integer(100, 900);
    const spoilt = picture(inputs, 1, 2, 2);
    spoilt[0][inputs.integer(0, 1)][0] = Number.NaN;
    spoilt[0][inputs.integer(0, 1)][1] = 0;
    await expectColumns(
      { image: picture(inputs, 1, 2, 3), kernel: 2, options: { padding: 1, fill } },
      { image: picture(inputs, 2, 1, 2), kernel: [2, 1], options: { padding: [2, 0], fill: -Infinity } },
      { image: spoilt, kernel: 2, options: { padding: 1, fill: inputs.integer(2, 9) } },
      { image: picture(inputs, 1, 2, 2), kernel: 2, options: { fill: 7 } },
      { image: picture(inputs, 1, 2, 2), kernel: 2, options: { padding: 1, fill: 0 } },
    );
  },
);

// The image stays, and the rows of a matrix are its own.
hidden(
  "im2col.given-stays",
  {
    title: "im2col: the image stays as it was",
    points: 1,
    visibility: "never",
    hint: "Each row of the matrix is a new list, also when the window is 1×1 and sees a whole row of the image.",
  },
  async ({ submission, inputs }) => {
    const image = picture(inputs, 1, 1, 4);
    const after = await submission.evaluate(({ im2col }, given) => {
      const image = given.map((channel) => channel.map((row) => [...row]));
      const [one, other] = [im2col(image, 1), im2col(image, 1)];
      for (const row of one) row.fill(0);
      return { image, one, other };
    }, image);
    expect(after).toEqual({ image, one: [image[0][0].map(() => 0)], other: [image[0][0]] });
  },
);

// Ragged images and options out of range.
hidden(
  "im2col.refuses",
  {
    title: "im2col refuses what does not fit",
    points: 1,
    visibility: "after-due",
    hint: "A RangeError that begins with im2col: for an image without channels, rows of different lengths, and options out of range. A window that does not fit is outputSize's to refuse.",
  },
  async ({ submission, inputs }) => {
    const broken = inputs.integer(1, 4) + 0.5;
    const outcomes = await submission.evaluate(({ im2col }, broken) => {
      const square = [
        [1, 2],
        [3, 4],
      ];
      const calls = [
        () => im2col([], 1),
        () => im2col([[[1, 2], [3]]], 1),
        () => im2col([square, [[1, 2]]], 1),
        () => im2col([square, [[1], [2]]], 1),
        () => im2col([square], 0),
        () => im2col([square], broken),
        () => im2col([square], 2, { stride: 0 }),
        () => im2col([square], 2, { padding: -1 }),
        () => im2col([square], 2, { dilation: [1, 0] }),
        () => im2col([square], [1, 3]),
        // No rows: nothing fits, but for what has room in the margin.
        () => im2col([[]], 1),
        () => im2col([square, square], 2, { padding: 1 }),
        () => im2col([[]], 1, { padding: 1 }),
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
      refused(/^im2col: .*channels.*0/),
      refused(/^im2col: .*2, 1/),
      refused(/^im2col: .*2 rows.*rows of 2$/),
      refused(/^im2col: .*of 2 numbers.*1, 1/),
      refused(/^im2col: .*kernel.*0/),
      refused(new RegExp(`^im2col: .*kernel.*${broken}`)),
      refused(/^im2col: .*stride.*0/),
      refused(/^im2col: .*padding.*-1/),
      refused(/^im2col: .*dilation.*1, 0/),
      refused(/^outputSize: .*3.*2/),
      refused(/^outputSize: .*1.*0/),
      null,
      null,
    ]);
  },
);
