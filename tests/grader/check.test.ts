// Lane: process

import { join } from "node:path";
import { type Grader, startGrader } from "@tinytorch/grader";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../fixtures/course");
let grader: Grader;
beforeAll(async () => {
  grader = await startGrader({ root });
});
afterAll(() => grader.close());

const moduleId = "01-echo";
const right = `export const echo = (value: number): number => value;
export const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);`;
const check = (source: string) => grader.check({ moduleId, files: { "src/index.ts": source } });

test("what loads has no problems; what does not is told with its file, without running a test", async () => {
  expect(await check(right)).toEqual([]);
  const [problem, ...others] = await check(`${right}\nthrow new TypeError("oh no");`);
  expect(problem).toMatchObject({ file: "src/index.ts", message: expect.stringContaining("oh no") });
  expect(others).toEqual([]);
  expect(await check(`${right}\n}`)).toHaveLength(1);
});

test("by its chance a submission does not tell a check from a run", async () => {
  const chance = async () => {
    const [problem] = await check(`${right}\nthrow new Error(Math.random());`);
    return problem?.message;
  };
  expect(await chance()).not.toBe(await chance());
});

test("a check is answered while a submission is being graded, and takes no part of its report", async () => {
  const loops = right.replace("=> value;", "=> { for (;;); };");
  const grading = grader.grade({ moduleId, files: { "src/index.ts": loops }, seed: 1 });
  let isGraded = false;
  void grading.then(() => {
    isGraded = true;
  });
  expect(await Promise.all([check(right), check(`${right}\n}`)])).toEqual([[], [expect.anything()]]);
  expect(isGraded).toBe(false);
  const report = await grading;
  expect(report.score).toBe(60);
  expect(report.loadProblems).toEqual([]);
});

test("what is no submission of the module, or of no module, is the machinery's error", async () => {
  const error = { name: "InfrastructureError" };
  await expect(grader.check({ moduleId, files: { "src/other.ts": "" } })).rejects.toMatchObject(error);
  await expect(grader.check({ moduleId: "99-none", files: {} })).rejects.toThrow("no module is called 99-none");
  expect(await check(right)).toEqual([]);
});

test("a report says what did not load", async () => {
  const report = await grader.grade({ moduleId, files: { "src/index.ts": "export const echo = ;" }, seed: 1 });
  expect(report.loadProblems).toMatchObject([{ file: "src/index.ts" }]);
  expect(report.score).toBe(0);
});
