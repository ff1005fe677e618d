import type { Call, Given } from "../apply.ts";
import { expectValues } from "../expect-seen.ts";
import { each, hiddenForEachElement } from "../for-each-element.ts";
import { bothSides, row } from "../given.ts";
import { hidden } from "../hidden.ts";
import { expectedLeaky, expectedLeakySlope } from "./expected.ts";

const leaky = (given: readonly Given[], negativeSlope: number): Call => ({
  of: "leakyRelu",
  given,
  options: { negativeSlope },
});
const withSlope = (slope: number) => each((x) => expectedLeaky(x, slope));

// The slope belongs to the left side alone.
hidden(
  "leaky.values",
  {
    title: "leakyRelu: the slope is on the left",
    points: 3,
    visibility: "visible",
    hint: "Which side keeps its slope of 1? Positive numbers come out as they are; negative ones are multiplied by the slope, not moved by it.",
  },
  async ({ inputs }) => {
    const given = [
      row(...bothSides(inputs, 8, 1e-6, 1e4), 0, 1000, -1000),
      row(...bothSides(inputs, 2, 1e-30, 1e-20), ...bothSides(inputs, 2, 1e10, 1e30)),
      row(-inputs.number(1, 9)),
    ];
    const [small, middle] = [inputs.number(0.02, 0.1), inputs.number(0.2, 0.7)];
    await expectValues([leaky(given, small), withSlope(small)], [leaky(given, middle), withSlope(middle)]);
  },
);

// A slope is any number: 0 is relu, 1 is nothing, beyond 1 and below 0 are slopes too.
hidden(
  "leaky.any-slope",
  {
    title: "leakyRelu: any slope",
    points: 2,
    visibility: "after-due",
    hint: "max(x, s · x) is the same only for a slope between 0 and 1. Take the negative part of x by itself. And a slope of 0 is a slope, not one that was left out.",
  },
  async ({ inputs }) => {
    const given = [row(...bothSides(inputs, 4, 0.1, 10))];
    const slopes = [0, 1, inputs.number(1.5, 4), -inputs.number(0.2, 0.8), -inputs.number(1.5, 4)];
    await expectValues(...slopes.map((slope) => [leaky(given, slope), withSlope(slope)] as const));
  },
);

// The default is PyTorch's, however it is left out.
hidden(
  "leaky.default",
  {
    title: "leakyRelu: a slope of 0.01 by default",
    points: 2,
    visibility: "visible",
    hint: "Without options the slope is 0.01, whatever the call before was told. The starter reads it from the options for you: use that one.",
  },
  async ({ inputs }) => {
    const given = [row(...bothSides(inputs, 4, 1, 100))];
    const other = inputs.number(0.1, 0.7);
    await expectValues(
      [{ of: "leakyRelu", given }, withSlope(0.01)],
      [leaky(given, other), null],
      [{ of: "leakyRelu", given }, withSlope(0.01)],
      [leaky(given, -other), null],
      [{ of: "leakyRelu", given, options: {} }, withSlope(0.01)],
    );
  },
);

// Far out the lines go on, and NaN stays NaN.
hidden(
  "leaky.not-finite",
  {
    title: "leakyRelu of NaN and of the infinities",
    points: 1,
    visibility: "visible",
    hint: "∞ − ∞ is NaN, and so is 0 · ∞: which of the two parts of x do you compute from the other? maximum alone gets each without a difference, and only the negative part meets the slope.",
  },
  async ({ inputs }) => {
    const given = [
      row(Number.NaN, ...bothSides(inputs, 2, 0.1, 9)),
      row(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0, -0),
    ];
    const slopes = [inputs.number(0.1, 0.4), 0, 1, inputs.number(1.5, 4), -inputs.number(0.1, 4)];
    await expectValues(...slopes.map((slope) => [leaky(given, slope), withSlope(slope)] as const));
  },
);

hiddenForEachElement({
  component: "leaky",
  name: "leakyRelu",
  call: (given) => leaky(given, 0.25),
  rule: withSlope(0.25),
  slope: each((x) => expectedLeakySlope(x, 0.25)),
  points: { shapes: 1, apart: 1, own: 1 },
});
