import type { Inputs } from "@tinytorch/testkit";
import type { LineBatch } from "./expected.ts";

/** A line to fit: batches of unequal size, all of them in front of a student's own loop. */
export function lineProblem(inputs: Inputs): {
  start: { weight: number; bias: number };
  batches: LineBatch[];
} {
  const batches = [3, 3, 1].map((size) => ({
    inputs: inputs.signed(size, 0.2, 1),
    targets: inputs.signed(size, 0.5, 2),
  }));
  return { start: { weight: inputs.number(0.5, 1), bias: inputs.number(-1, -0.5) }, batches };
}
