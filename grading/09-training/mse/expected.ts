import type { Inputs } from "@tinytorch/testkit";
import type { ElementwiseProblem } from "../elementwise.ts";
import type { Rule } from "../expect-elementwise.ts";
import { sizeOf } from "../nested.ts";

export const squared: Rule = (output, target) => ({
  loss: (output - target) ** 2,
  slope: 2 * (output - target),
});

/** Every rank and layout, a square and sizes of 1 among them. */
export function squareProblems(inputs: Inputs): ElementwiseProblem[] {
  const layouts = [
    { shape: [], layout: "plain" },
    { shape: [5], layout: "offset" },
    { shape: [3, 1], layout: "plain" },
    { shape: [3, 3], layout: "transposed" },
    { shape: [2, 4], layout: "transposed" },
    { shape: [2, 3, 4], layout: "offset" },
    { shape: [2, 1, 3, 2], layout: "transposed" },
    { shape: [1, 1], layout: "plain" },
  ] as const;
  const problems = layouts.map(({ shape, layout }) => ({
    loss: "mseLoss" as const,
    shape,
    layout,
    outputs: inputs.signed(sizeOf(shape), 0.1, 3),
    targets: inputs.signed(sizeOf(shape), 0.1, 3),
  }));
  // Far from 0 and close to each other, in eighths: the error is exact, and the squares have no digits left for it.
  const eighths = Array.from(
    { length: 10 },
    () => inputs.integer(40_000, 80_000) * (inputs.integer(0, 1) * 2 - 1),
  );
  const far = {
    loss: "mseLoss" as const,
    shape: [2, 5],
    layout: "plain" as const,
    outputs: eighths.map((value) => value / 8),
    targets: eighths.map((value, e) => (value + (e % 2 === 0 ? 1 : -1) * inputs.integer(1, 9)) / 8),
  };
  return [...problems, far];
}
