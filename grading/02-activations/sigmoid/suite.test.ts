import type { Call, Given } from "../apply.ts";
import { expectValues } from "../expect-seen.ts";
import { each, hiddenForEachElement } from "../for-each-element.ts";
import { bothSides, row } from "../given.ts";
import { hidden } from "../hidden.ts";
import { expectedShare, expectedSigmoid, expectedSigmoidSlope } from "./expected.ts";

const sigmoid = (given: readonly Given[]): Call => ({ of: "sigmoid", given });

// Between 0 and 1, and ½ at 0.
hidden(
  "sigmoid.values",
  {
    title: "sigmoid: 1 / (1 + e⁻ˣ)",
    points: 3,
    visibility: "visible",
    hint: "1 / (1 + e⁻ˣ): at 0 it is ½, and σ(−x) = 1 − σ(x). Mind the sign of the exponent.",
  },
  async ({ inputs }) => {
    const given = [
      row(0, ...bothSides(inputs, 8, 0.1, 8)),
      row(...bothSides(inputs, 4, 1e-6, 0.1)),
      row(inputs.number(1, 3)),
      row(inputs.number(5, 7), -inputs.number(5, 7), inputs.number(8, 11), -inputs.number(8, 11)),
    ];
    await expectValues([sigmoid(given), each(expectedSigmoid)]);
  },
);

// Where e to the power of x no longer fits into a float32.
hidden(
  "sigmoid.far-out",
  {
    title: "sigmoid far out: ±1000 and ±∞",
    points: 3,
    visibility: "visible",
    hint: "What is e^1000 in float32, and what is ∞ / ∞? Write the fraction so that no exponent is positive: 1 / (1 + e⁻ˣ) on the right, eˣ / (eˣ + 1) on the left, and both at once with relu(x) and relu(−x).",
  },
  async ({ inputs }) => {
    const [right, left] = [inputs.number(95, 130), -inputs.number(95, 130)];
    const given = [
      row(1000, right, left, -1000, ...bothSides(inputs, 3, 150, 1e4)),
      row(Number.POSITIVE_INFINITY, 1, Number.NEGATIVE_INFINITY, Number.NaN, -1),
    ];
    await expectValues([sigmoid(given), each(expectedSigmoid)]);
  },
);

// A small share is not none.
hidden(
  "sigmoid.small-shares",
  {
    title: "sigmoid on the left: small, and not 0",
    points: 1,
    visibility: "after-due",
    hint: "σ(−20) is about 2 · 10⁻⁹. What is taken from ½ or from 1 cannot say so, for float32 keeps seven digits of ½: divide instead.",
  },
  async ({ inputs }) => {
    const given = [
      row(-inputs.number(8, 12), -inputs.number(16, 30), -inputs.number(40, 60), -inputs.number(81, 86), 0),
    ];
    await expectValues([sigmoid(given), each(expectedShare)]);
  },
);

hiddenForEachElement({
  component: "sigmoid",
  name: "sigmoid",
  call: sigmoid,
  rule: each(expectedSigmoid),
  slope: each(expectedSigmoidSlope),
  points: { shapes: 2, apart: 1, own: 2 },
});
