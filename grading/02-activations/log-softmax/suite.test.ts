import { everyDimension, farLines, squares } from "../along-given.ts";
import type { Call, Given } from "../apply.ts";
import { expectApart, expectValues } from "../expect-seen.ts";
import { filled, row } from "../given.ts";
import { hidden } from "../hidden.ts";
import { along } from "../lines.ts";
import { expectedDigits, expectedLogSoftmax } from "./expected.ts";

const logSoftmax = (dim: number, ...given: readonly Given[]): Call => ({ of: "logSoftmax", dim, given });
const logShares = (dim: number) => along(dim, expectedLogSoftmax);

// The natural logarithm of each share.
hidden(
  "log-softmax.values",
  {
    title: "logSoftmax: the logarithm of each share",
    points: 2,
    visibility: "visible",
    hint: "(xᵢ − m) − log Σ e^(xⱼ − m): no result is above 0, and e to the power of each gives softmax.",
  },
  async ({ inputs }) => {
    const tie = inputs.number(1, 2);
    const given = [
      row(...inputs.signed(5, 0.1, 3)),
      row(tie, -tie, tie, 0),
      row(...inputs.magnitudes(6, 1e-6, 10)),
      row(inputs.number(1, 2)),
      row(inputs.number(1, 2), Number.NaN),
      row(...inputs.signed(41, 0.1, 3)),
    ];
    await expectValues([logSoftmax(0, ...given), logShares(0)]);
  },
);

// Where the share itself is 0 in float32, its logarithm is an ordinary number.
hidden(
  "log-softmax.far-apart",
  {
    title: "logSoftmax where a share rounds to 0",
    points: 3,
    visibility: "visible",
    hint: "log(softmax(x)) asks for the logarithm of a number that may have rounded to 0: −∞. Take the logarithm of the formula on paper first: what is log(e^a / s)?",
  },
  async ({ inputs }) => {
    const far = inputs.integer(200, 900);
    const given = [
      row(far, ...inputs.signed(3, 0.1, 3)),
      row(...inputs.signed(3, 0.1, 3), -1e4, -far),
      row(1000, -1000),
      row(...inputs.signed(2, 0.1, 3), Number.NEGATIVE_INFINITY, inputs.number(1, 2)),
    ];
    await expectValues([logSoftmax(0, ...given), logShares(0)]);
  },
);

// Differences alone count, and each line has a largest of its own.
hidden(
  "log-softmax.large",
  {
    title: "logSoftmax of large numbers, in lines far from one another",
    points: 2,
    visibility: "visible",
    hint: "As for softmax: take the largest of each line away first. log Σ eˣ of 1000 is ∞.",
  },
  async ({ inputs }) => {
    const near = (middle: number) => row(...inputs.signed(4, 0.1, 3).map((x) => Math.fround(middle + x)));
    await expectValues(
      [logSoftmax(0, near(1000), near(-1000), near(100), near(-110), farLines(inputs, 0)), logShares(0)],
      [logSoftmax(1, farLines(inputs, 1)), logShares(1)],
    );
  },
);

// A small number beside a large one.
hidden(
  "log-softmax.digits",
  {
    title: "logSoftmax keeps its digits where numbers are large",
    points: 1,
    visibility: "after-due",
    hint: "Of [1000000, 1000000] both logarithms are −log 2. What becomes of log 2 when a million is added to it in float32? Take the two away one after the other, the large one first.",
  },
  async ({ inputs }) => {
    const near = (middle: number) => row(...inputs.signed(4, 0.1, 3).map((x) => Math.fround(middle + x)));
    const given = [near(inputs.integer(10, 20) * 1e5), near(-inputs.integer(10, 20) * 1e5), near(1e4)];
    await expectValues([logSoftmax(0, ...given), along(0, expectedDigits)]);
  },
);

hidden(
  "log-softmax.dims",
  {
    title: "logSoftmax along any dimension of any shape",
    points: 2,
    visibility: "visible",
    hint: "Both the largest and the sum are taken along dim, and both keep it, so that they fit beside x. On a square matrix broadcasting takes a list of three for a row of three, and says nothing.",
  },
  async ({ inputs }) => {
    await expectValues(
      ...[...everyDimension(inputs), ...squares(inputs)].map(
        ({ dim, given }) => [logSoftmax(dim, given), logShares(dim)] as const,
      ),
      [logSoftmax(1, filled(inputs, [3, 1]), filled(inputs, [0, 3])), logShares(1)],
    );
  },
);

hidden(
  "log-softmax.apart",
  {
    title: "logSoftmax makes a new tensor",
    points: 1,
    visibility: "after-due",
    hint: "Use methods that give a new tensor: those whose names end in _ write into x, which belongs to whoever called you. And each call gives a tensor of its own.",
  },
  async ({ inputs }) => {
    const given = [
      filled(inputs, [3]),
      filled(inputs, [2, 3], "offset"),
      filled(inputs, [2, 3], "strided"),
      { ...filled(inputs, [4]), dtype: "float64" as const },
    ];
    await expectApart([logSoftmax(-1, ...given), logShares(-1)]);
  },
);
