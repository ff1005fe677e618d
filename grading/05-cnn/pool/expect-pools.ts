import { firstDifference } from "@tinytorch/testkit";
import { expect } from "vitest";
import type { Block } from "../given.ts";
import { submission } from "../hidden.ts";
import { expectedPool } from "./expected.ts";
import { type PoolProblem, runPools } from "./run-pools.ts";

/** Every pooling beside what it should give; `seen` says what the images are where they are laid as views, and the dtype is compared where a problem names one. */
export async function expectPools(
  ...problems: readonly (PoolProblem & { seen?: readonly Block[] })[]
): Promise<void> {
  const runs = await submission.evaluate(
    runPools,
    problems.map(({ seen: _, ...problem }) => problem),
  );
  const expected = problems.map(({ seen, ...problem }) =>
    (seen ?? problem.images).map((x) => expectedPool(problem, x)),
  );
  expect(
    firstDifference(
      runs.map(({ outputs }, index) =>
        outputs.map(([shape, values, dtype]) => [shape, values, problems[index].dtype ? dtype : null]),
      ),
      expected,
    ),
  ).toBe(null);
  expect(runs.map(({ kept }) => kept)).toEqual(
    problems.map(({ images, seen = images }) => seen.map(({ values }) => values)),
  );
  expect(runs.map(({ parameters }) => parameters)).toEqual(problems.map(() => 0));
}
