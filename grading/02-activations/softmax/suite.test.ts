import { expect } from "vitest";
import { everyDimension, farLines, squares } from "../along-given.ts";
import type { Call, Given } from "../apply.ts";
import { expectApart, expectValues } from "../expect-seen.ts";
import { filled, row } from "../given.ts";
import { hidden, submission } from "../hidden.ts";
import { along } from "../lines.ts";
import { expectedLogSoftmax } from "../log-softmax/expected.ts";
import { expectedSoftmax } from "./expected.ts";

const softmax = (dim: number, ...given: readonly Given[]): Call => ({ of: "softmax", dim, given });
const shares = (dim: number) => along(dim, expectedSoftmax);

// Shares of a whole.
hidden(
  "softmax.values",
  {
    title: "softmax: shares that add up to 1",
    points: 3,
    visibility: "visible",
    hint: "e to the power of each number, over the sum of them all. Equal numbers have equal shares; one more multiplies a share by e against the others.",
  },
  async ({ inputs }) => {
    const tie = inputs.number(1, 2);
    const given = [
      row(...inputs.signed(5, 0.1, 3)),
      row(tie, -tie, tie, 0),
      row(...inputs.magnitudes(6, 1e-6, 10)),
      row(...inputs.signed(12, 0.1, 8)),
      row(...inputs.signed(2, 0.1, 3)),
      row(...inputs.signed(41, 0.1, 3)),
    ];
    await expectValues([softmax(0, ...given), shares(0)]);
  },
);

// Differences alone count, wherever the numbers are.
hidden(
  "softmax.large",
  {
    title: "softmax of large numbers, positive and negative",
    points: 4,
    visibility: "visible",
    hint: "What is e^1000 in float32, and what is 0 / 0 for e^−1000? Adding the same to every number of a line changes no share: take the largest away first, whatever its sign.",
  },
  async ({ inputs }) => {
    const near = (middle: number) => row(...inputs.signed(4, 0.1, 3).map((x) => Math.fround(middle + x)));
    const given = [
      near(1000),
      near(-1000),
      near(1e4),
      near(-1e4),
      near(100),
      near(-110),
      row(1000, -1000, 999),
    ];
    await expectValues([softmax(0, ...given), shares(0)]);
  },
);

// The largest of each line, and not of all lines.
hidden(
  "softmax.far-lines",
  {
    title: "softmax: each line has a largest of its own",
    points: 3,
    visibility: "after-due",
    hint: "Two rows, one 2000 below the other: if you take the largest of all away, the lower row is e^−2000 = 0 throughout, and 0 / 0 is NaN. max takes a dimension.",
  },
  async ({ inputs }) => {
    await expectValues(
      [softmax(1, farLines(inputs, 1)), shares(1)],
      [softmax(0, farLines(inputs, 0)), shares(0)],
      [softmax(-1, farLines(inputs, 1)), shares(-1)],
    );
  },
);

// Along the dimension that was named, from whichever end it is counted.
hidden(
  "softmax.dims",
  {
    title: "softmax along any dimension of any shape",
    points: 4,
    visibility: "visible",
    hint: "dim is the one that max and sum are taken over: of [2, 3] and dim 1 each row adds up to 1, of dim 0 each column. −1 is the last. A line of one number has a share of 1, and a shape with a 0 in it comes back as it is.",
  },
  async ({ inputs }) => {
    await expectValues(
      ...everyDimension(inputs).map(({ dim, given }) => [softmax(dim, given), shares(dim)] as const),
      [softmax(1, filled(inputs, [3, 1]), filled(inputs, [0, 3]), filled(inputs, [1, 1])), shares(1)],
      [softmax(0, filled(inputs, [1]), filled(inputs, [1, 4], "offset"), filled(inputs, [2, 0])), shares(0)],
      [softmax(2, filled(inputs, [2, 3, 1], "transposed"), filled(inputs, [2, 0, 3])), shares(2)],
    );
  },
);

// Where a reduced shape fits in the wrong direction too.
hidden(
  "softmax.square",
  {
    title: "softmax of square matrices",
    points: 2,
    visibility: "after-due",
    hint: "Without keepdim the largest of each row are a list, and broadcasting takes a list for a row: on a square matrix that goes through, and every number has another line's largest taken away.",
  },
  async ({ inputs }) => {
    await expectValues(
      ...squares(inputs).map(({ dim, given }) => [softmax(dim, given), shares(dim)] as const),
    );
  },
);

// No share at all, and a line that went wrong.
hidden(
  "softmax.not-finite",
  {
    title: "softmax of the infinities and of NaN",
    points: 1,
    visibility: "visible",
    hint: "−∞ has a share of 0 and takes nothing from the others: that is how attention masks. NaN, or ∞ − ∞, makes its whole line NaN, and no other line.",
  },
  async ({ inputs }) => {
    const masked = [...inputs.signed(4, 0.1, 3), Number.NEGATIVE_INFINITY, inputs.number(1, 2)];
    const wrong = { values: [...inputs.signed(4, 0.1, 3), Number.NaN, 1], shape: [2, 3] };
    await expectValues(
      [softmax(0, row(...masked), row(Number.NEGATIVE_INFINITY, 5)), shares(0)],
      [softmax(0, row(inputs.number(1, 2), Number.POSITIVE_INFINITY, 1)), shares(0)],
      [softmax(1, { values: masked, shape: [2, 3] }, wrong), shares(1)],
      [softmax(0, wrong), shares(0)],
    );
  },
);

hidden(
  "softmax.apart",
  {
    title: "softmax makes a new tensor",
    points: 1,
    visibility: "after-due",
    hint: "Use methods that give a new tensor: those whose names end in _ write into x, which belongs to whoever called you. And each call gives a tensor of its own.",
  },
  async ({ inputs }) => {
    const given = [
      filled(inputs, [3]),
      filled(inputs, [3, 1]),
      filled(inputs, [2, 3], "offset"),
      filled(inputs, [2, 3], "strided"),
      { ...filled(inputs, [4]), dtype: "float64" as const },
    ];
    await expectApart([softmax(-1, ...given), shares(-1)]);
  },
);

hidden(
  "softmax.any-arithmetic",
  {
    title: "softmax and logSoftmax of whatever can be calculated with",
    points: 2,
    visibility: "visible",
    hint: "x is a T, which has the methods of Arithmetic and no others: exp, log, sub, div, max and sum are among them.",
  },
  async ({ inputs }) => {
    const given = [filled(inputs, [4], "own"), filled(inputs, [2, 3], "own")];
    await expectValues(
      [softmax(-1, ...given), shares(-1)],
      [{ of: "logSoftmax", dim: -1, given }, along(-1, expectedLogSoftmax)],
    );
  },
);

hidden(
  "softmax.refused",
  {
    title: "softmax and logSoftmax refuse a dimension that x has not",
    points: 1,
    visibility: "visible",
    hint: "A matrix has the dimensions 0 and 1, or −2 and −1. Any other is a RangeError that names the function, the dimensions that there are and the one that was asked for. The starter brings the check.",
  },
  async ({ inputs }) => {
    await expectValues([softmax(0, filled(inputs, [2, 3])), shares(0)]);
    const dims = [2, -3, 0.5, Number.NaN];
    const refused = await submission.evaluate(
      ({ softmax, logSoftmax, Softmax, LogSoftmax, tensor }, dims) => {
        const thrownBy = (call: () => unknown) => {
          try {
            call();
            return null;
          } catch (error) {
            const { name, message } = Object(error);
            return { name, message };
          }
        };
        const x = tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]);
        return dims.map((dim) => [
          thrownBy(() => softmax(x, dim)),
          thrownBy(() => new Softmax(dim).forward(x)),
          thrownBy(() => logSoftmax(x, dim)),
          thrownBy(() => new LogSoftmax(dim).forward(x)),
          thrownBy(() => softmax(tensor(1), 0)),
        ]);
      },
      dims,
    );
    // Which dimensions there are belongs to the words, however they are put.
    const refusal = (name: string, dim: number) => ({
      name: "RangeError",
      message: expect.stringMatching(new RegExp(`^${name}\\b.*-2.*\\b1\\b.*${dim}`)),
    });
    const ofNumber = { name: "RangeError", message: expect.stringMatching(/^softmax\b.*dimension.*0/) };
    const names = ["softmax", "softmax", "logSoftmax", "logSoftmax"];
    expect(refused).toEqual(dims.map((dim) => [...names.map((name) => refusal(name, dim)), ofNumber]));
  },
);
