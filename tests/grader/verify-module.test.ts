// Lane: process

import { join } from "node:path";
import type { Signatures } from "@tinytorch/course";
import { type CourseModule, openCourse } from "@tinytorch/course-files";
import { type Grader, startGrader } from "@tinytorch/grader";
import { verifyModule } from "@tinytorch/suite-proof";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../fixtures/course");
let grader: Grader;
beforeAll(async () => {
  grader = await startGrader({ root });
});
afterAll(() => grader.close());

test("a sound module verifies: solution, starter, mutants and seeds", async () => {
  const course = await openCourse(root);
  const progress: number[] = [];
  const result = await verifyModule(course, "01-echo", {
    graders: [grader],
    seeds: [1, 2],
    onProgress: ({ done, total }) => progress.push(done / total),
  });
  expect(result).toEqual({
    module: "01-echo",
    ok: true,
    quick: false,
    seeds: 2,
    runs: 8,
    tests: 3,
    points: 100,
    solution: 100,
    starter: { score: 0, allowed: 0 },
    library: null,
    mutants: [
      { id: "echo.twice", score: 60, failed: ["echo.value"], caught: true, missedAt: [] },
      { id: "sum.from-one", score: 40, failed: ["sum.several", "sum.none"], caught: true, missedAt: [] },
    ],
    shortcuts: { caught: 0, of: 0 },
    blindBatches: [],
    neverFailed: [],
    staleSignatures: [],
    proven: true,
    disagreements: [],
    seconds: expect.any(Number),
  });
  expect(progress).toHaveLength(8);
});

test("a mutant that nothing catches and a test that nothing fails are found", async () => {
  const course = await openCourse(root);
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
        mistakes: async () => [{ ...harmless, file: "src/index.ts", caughtBy, diagnosis: "changes nothing" }],
      };
    },
  };
  const result = await verifyModule(weaker, "01-echo", { graders: [grader], seeds: [1] });
  expect(result.ok).toBe(false);
  expect(result.mutants).toEqual([{ id: "echo.same", score: 100, failed: [], caught: false, missedAt: [1] }]);
  expect(result.neverFailed).toEqual(["echo.value", "sum.several", "sum.none"]);
});

test("a quick proof holds each mutant to the tests that name its idea, and takes the rest from what is stored", async () => {
  const course = await openCourse(root);
  const tested: (readonly string[] | undefined)[] = [];
  const watched: Grader = {
    ...grader,
    grade(request) {
      tested.push(request.tests);
      return grader.grade(request);
    },
  };
  const options = { graders: [watched], seeds: [1], quick: true };
  const result = await verifyModule(course, "01-echo", options);
  expect(tested).toEqual([undefined, undefined, ["echo.value"], ["sum.several", "sum.none"]]);
  expect(result).toMatchObject({ ok: true, quick: true, proven: true, neverFailed: [], staleSignatures: [] });
  expect(result.mutants.map(({ caught, score }) => [caught, score])).toEqual([
    [true, null],
    [true, null],
  ]);

  const old = { ...course, module: (id: string) => withStored(course.module(id), [], false) };
  expect(await verifyModule(old, "01-echo", options)).toMatchObject({ ok: false, proven: false });
  const other = [{ mutant: "sum.from-one", failed: [{ test: "sum.none", kind: "wrong" as const }] }];
  const lying = { ...course, module: (id: string) => withStored(course.module(id), other, true) };
  const { ok, staleSignatures } = await verifyModule(lying, "01-echo", options);
  expect({ ok, staleSignatures }).toEqual({ ok: false, staleSignatures: ["echo.twice", "sum.from-one"] });
  await expect(verifyModule(course, "01-echo", { ...options, write: true })).rejects.toThrow("needs a whole proof");
});

function withStored(
  module: CourseModule | undefined,
  signatures: Signatures,
  proven: boolean,
): CourseModule | undefined {
  return module && { ...module, signatures: async () => signatures, isProven: async () => proven };
}
