import type { Call, Given } from "../apply.ts";
import { expectValues } from "../expect-seen.ts";
import { each, hiddenForEachElement } from "../for-each-element.ts";
import { bothSides, row } from "../given.ts";
import { hidden } from "../hidden.ts";
import { expectedRelu, expectedReluSlope } from "./expected.ts";

const relu = (given: readonly Given[]): Call => ({ of: "relu", given });

// The positive passes whole, whatever its size, and of the rest nothing.
hidden(
  "relu.values",
  {
    title: "relu: what is positive passes, the rest is 0",
    points: 3,
    visibility: "visible",
    hint: "The larger of x and 0. A positive number comes out as it went in, be it tiny or huge.",
  },
  async ({ inputs }) => {
    const given = [
      row(...bothSides(inputs, 8, 1e-6, 1e4), 0, 1000, -1000),
      row(...bothSides(inputs, 2, 1e-30, 1e-20), ...bothSides(inputs, 2, 1e10, 1e30)),
      row(-inputs.number(1, 9)),
      row(inputs.number(1, 9), inputs.number(1, 9)),
    ];
    await expectValues([relu(given), each(expectedRelu)]);
  },
);

// NaN is a number that went wrong, and must be seen to have.
hidden(
  "relu.not-finite",
  {
    title: "relu of NaN and of the infinities",
    points: 2,
    visibility: "visible",
    hint: "What should become of NaN, which is neither above 0 nor below? It must stay NaN, so that whoever looks for it finds it. And what is 0 · ∞?",
  },
  async ({ inputs }) => {
    const given = [
      row(Number.NaN, ...bothSides(inputs, 2, 0.1, 9), Number.NaN),
      row(Number.NEGATIVE_INFINITY, inputs.number(-3, -1), Number.POSITIVE_INFINITY, -0, 0),
    ];
    await expectValues([relu(given), each(expectedRelu)]);
  },
);

hiddenForEachElement({
  component: "relu",
  name: "relu",
  call: relu,
  rule: each(expectedRelu),
  slope: each(expectedReluSlope),
  points: { shapes: 2, apart: 1, own: 2 },
});
