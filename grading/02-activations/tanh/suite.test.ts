import type { Call, Given } from "../apply.ts";
import { expectValues } from "../expect-seen.ts";
import { each, hiddenForEachElement } from "../for-each-element.ts";
import { bothSides, row } from "../given.ts";
import { hidden } from "../hidden.ts";
import { expectedTanh, expectedTanhSlope } from "./expected.ts";

const tanh = (given: readonly Given[]): Call => ({ of: "tanh", given });

// Between −1 and 1, and 0 at 0.
hidden(
  "tanh.values",
  {
    title: "tanh: (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
    points: 3,
    visibility: "visible",
    hint: "At 0 it is 0, with a slope of 1, and tanh(−x) = −tanh(x). It is a sigmoid twice as steep, from −1 to 1: where does the 2 stand?",
  },
  async ({ inputs }) => {
    const given = [
      row(0, ...bothSides(inputs, 8, 0.1, 5)),
      row(...bothSides(inputs, 4, 1e-5, 0.1)),
      row(inputs.number(0.5, 1.5)),
      row(inputs.number(3, 4), -inputs.number(3, 4), inputs.number(4.5, 6), -inputs.number(4.5, 6)),
    ];
    await expectValues([tanh(given), each(expectedTanh)]);
  },
);

// Where e to the power of x no longer fits into a float32.
hidden(
  "tanh.far-out",
  {
    title: "tanh far out: ±1000 and ±∞",
    points: 4,
    visibility: "visible",
    hint: "e^1000 is ∞ in float32, and ∞ / ∞ is NaN. Divide above and below by the larger of the two powers: then no exponent is positive.",
  },
  async ({ inputs }) => {
    const [right, left] = [inputs.number(95, 130), -inputs.number(95, 130)];
    const given = [
      row(1000, right, left, -1000, ...bothSides(inputs, 3, 150, 1e4)),
      // Its square fits, and the power of e at twice of it does not.
      row(inputs.number(46, 80), -inputs.number(46, 80)),
      row(Number.POSITIVE_INFINITY, 1, Number.NEGATIVE_INFINITY, Number.NaN, -1),
    ];
    await expectValues([tanh(given), each(expectedTanh)]);
  },
);

hiddenForEachElement({
  component: "tanh",
  name: "tanh",
  call: tanh,
  rule: each(expectedTanh),
  slope: each(expectedTanhSlope),
  points: { shapes: 2, apart: 1, own: 2 },
});
