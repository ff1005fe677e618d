import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import type { Convolution, Laid } from "../conv-problem.ts";
import { expectedConvolution } from "../expected-convolution.ts";
import { submission } from "../hidden.ts";
import { runConvolutions } from "./run-convolutions.ts";

/** Every convolution beside what it should give. */
export async function expectConvolutions(...problems: readonly Convolution[]): Promise<void> {
  await expectLaidConvolutions(...problems.map((problem) => [problem, {}] as const));
}

/** The same, of tensors that are laid in some way. The dtype is compared where a problem names one. */
export async function expectLaidConvolutions(
  ...problems: readonly (readonly [Convolution, Laid])[]
): Promise<void> {
  const results = await submission.evaluate(runConvolutions, problems);
  expect(
    firstDifference(
      results.map(({ shape, dtype, values }, index) => [
        shape,
        values,
        problems[index][0].dtype ? dtype : null,
      ]),
      problems.map(([problem]) => [...expectedConvolution(problem, "once"), problem.dtype ?? null]),
    ),
  ).toBe(null);
}
