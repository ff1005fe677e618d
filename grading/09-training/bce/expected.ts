import type { Inputs } from "@tinytorch/testkit";
import type { ElementwiseProblem } from "../elementwise.ts";
import type { Rule } from "../expect-elementwise.ts";
import { sizeOf } from "../nested.ts";

/** −t log σ(x) − (1 − t) log σ(−x), where log σ(x) = −log(1 + e⁻ˣ) is taken from the side that does not overflow. */
export const answered: Rule = (x, t) => {
  const cost = (score: number) =>
    score > 0 ? Math.log1p(Math.exp(-score)) : Math.log1p(Math.exp(score)) - score;
  const probability = x > 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  return { loss: t * cost(x) + (1 - t) * cost(-x), slope: probability - t };
};

/** Targets that are yes, no, or something between. */
export function answerProblems(inputs: Inputs): ElementwiseProblem[] {
  const layouts = [
    { shape: [], layout: "plain" },
    { shape: [6], layout: "offset" },
    { shape: [4, 1], layout: "plain" },
    { shape: [3, 3], layout: "transposed" },
    { shape: [2, 3, 2], layout: "transposed" },
    { shape: [1], layout: "plain" },
  ] as const;
  return layouts.map(({ shape, layout }, index) => ({
    loss: "binaryCrossEntropyWithLogits" as const,
    shape,
    layout,
    outputs: inputs.signed(sizeOf(shape), 0.1, 4),
    targets: inputs
      .signed(sizeOf(shape), 0.1, 0.9)
      .map((value) => (index % 2 === 0 ? Number(value > 0) : Math.abs(value))),
  }));
}

/**
 * Logits where e to their power is no float32 any more, or nearly none, and where there is a corner: at 0. In eighths, and their
 * targets in sixteenths: then x t is exact, and of x − x t no digit is lost, however close to 1 the target is.
 */
export function farProblem(inputs: Inputs): ElementwiseProblem {
  const sizes = [0, 1000, 9000, 120, 88.5, 30].flatMap((size) => [size, -size]);
  const outputs = sizes.map((size) => Math.round(8 * size * inputs.number(1, 1.05)) / 8);
  outputs.push(...inputs.signed(2, 1e-6, 1.05e-6));
  return {
    loss: "binaryCrossEntropyWithLogits",
    shape: [2, outputs.length],
    layout: "plain",
    outputs: [...outputs, ...outputs],
    targets: [...outputs.map(() => 0), ...outputs.map(() => inputs.integer(10, 16) / 16)],
  };
}
