// Lane: process

import { join } from "node:path";
import { openCourse } from "@tinytorch/course-files";
import { startGrader } from "@tinytorch/grader";
import { verifyModule } from "@tinytorch/suite-proof";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../fixtures/course");

test("a sound module verifies: solution, starter, mutants and seeds", async () => {
  const course = await openCourse(root);
  const grader = await startGrader({ root });
  const progress: number[] = [];
  const result = await verifyModule(course, "01-echo", {
    graders: [grader],
    seeds: [1, 2],
    onProgress: ({ done, total }) => progress.push(done / total),
  });
  await grader.close();
  expect(result).toEqual({
    module: "01-echo",
    ok: true,
    seeds: 2,
    runs: 8,
    tests: 3,
    solution: 100,
    starter: { score: 0, allowed: 0 },
    library: null,
    mutants: [
      { id: "echo.twice", score: 60, failed: ["echo.value"], caught: true },
      { id: "sum.from-one", score: 40, failed: ["sum.several", "sum.none"], caught: true },
    ],
    neverFailed: [],
    signatures: [
      { mutant: "echo.twice", failed: ["echo.value"] },
      { mutant: "sum.from-one", failed: ["sum.none", "sum.several"] },
    ],
    staleSignatures: [],
    disagreements: [],
  });
  expect(progress).toHaveLength(8);
});

test("a mutant that nothing catches and a test that nothing fails are found", async () => {
  const course = await openCourse(root);
  const grader = await startGrader({ root });
  const weaker = {
    ...course,
    module(id: string) {
      const module = course.module(id);
      if (module === undefined) return undefined;
      const harmless = { id: "echo.same", find: "return value;", replace: "return +value;" };
      const caughtBy = ["echo.value"];
      return {
        ...module,
        signatures: async () => [],
        mutants: async () => [{ ...harmless, file: "src/index.ts", caughtBy, diagnosis: "changes nothing" }],
      };
    },
  };
  const result = await verifyModule(weaker, "01-echo", { graders: [grader], seeds: [1] });
  await grader.close();
  expect(result.ok).toBe(false);
  expect(result.mutants).toEqual([{ id: "echo.same", score: 100, failed: [], caught: false }]);
  expect(result.neverFailed).toEqual(["echo.value", "sum.several", "sum.none"]);
});
