import type { Call, Given } from "../apply.ts";
import { expectValues } from "../expect-seen.ts";
import { each, hiddenForEachElement } from "../for-each-element.ts";
import { bothSides, row } from "../given.ts";
import { hidden } from "../hidden.ts";
import { expectedGelu, expectedGeluSlope, expectedTanhGelu } from "./expected.ts";

const gelu = (given: readonly Given[], approximate: "none" | "tanh"): Call => ({
  of: "gelu",
  given,
  options: { approximate },
});

// The formula itself, where the two forms differ most too.
hidden(
  "gelu.exact",
  {
    title: "gelu: x/2 · (1 + erf(x/√2))",
    points: 4,
    visibility: "visible",
    hint: "erf is given, and wants x/√2. gelu(1) is about 0.8413, gelu(−1) about −0.1587: their difference is 1.",
  },
  async ({ inputs }) => {
    const given = [
      row(0, ...bothSides(inputs, 8, 2, 3)),
      row(...bothSides(inputs, 6, 0.1, 2), ...bothSides(inputs, 2, 1e-6, 0.1)),
      row(inputs.number(3, 3.5), -inputs.number(3, 3.5), inputs.number(4, 4.4), -inputs.number(4, 4.4)),
    ];
    await expectValues([gelu(given, "none"), each(expectedGelu)]);
  },
);

// The older form, which is near and not the same.
hidden(
  "gelu.tanh-form",
  {
    title: "gelu by way of tanh",
    points: 3,
    visibility: "visible",
    hint: "x/2 · (1 + tanh(√(2/π) · (x + 0.044715x³))). It is within 0.0005 of the other form, and it is another one. What is cubed, and what does the root multiply?",
  },
  async ({ inputs }) => {
    const given = [
      row(0, ...bothSides(inputs, 8, 2, 3)),
      row(...bothSides(inputs, 6, 0.1, 2), ...bothSides(inputs, 2, 1e-6, 0.1)),
    ];
    await expectValues([gelu(given, "tanh"), each(expectedTanhGelu)]);
  },
);

// Which form it is when nobody says so.
hidden(
  "gelu.default",
  {
    title: 'gelu: approximate is "none" by default',
    points: 2,
    visibility: "visible",
    hint: 'Without options it is the form with erf, whatever the call before was told. "none" says that nothing is approximated.',
  },
  async ({ inputs }) => {
    const given = [row(...bothSides(inputs, 6, 2, 3))];
    await expectValues(
      [{ of: "gelu", given }, each(expectedGelu)],
      [gelu(given, "tanh"), null],
      [{ of: "gelu", given }, each(expectedGelu)],
      [gelu(given, "tanh"), null],
      [{ of: "gelu", given, options: {} }, each(expectedGelu)],
    );
  },
);

// Far out it is relu.
hidden(
  "gelu.far-out",
  {
    title: "gelu far out: ±1000, ±∞ and NaN",
    points: 2,
    visibility: "after-due",
    hint: "Far on the right gelu(x) is x, far on the left 0, in both forms. NaN where it should not be is your own tanh at a large number, or 0 · ∞.",
  },
  async ({ inputs }) => {
    const given = [
      row(1000, -1000, ...bothSides(inputs, 4, 10, 1e4)),
      row(Number.POSITIVE_INFINITY, Number.NaN, 1, Number.NEGATIVE_INFINITY),
    ];
    await expectValues(
      [gelu(given, "none"), each(expectedGelu)],
      [gelu(given, "tanh"), each(expectedTanhGelu)],
    );
  },
);

hiddenForEachElement({
  component: "gelu",
  name: "gelu",
  call: (given) => gelu(given, "none"),
  rule: each(expectedGelu),
  slope: each(expectedGeluSlope),
  points: { shapes: 1, apart: 1, own: 1 },
});
