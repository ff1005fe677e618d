// Lane: process

import { getPriority } from "node:os";
import { join } from "node:path";
import { limitsFor, reportSchema } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import { type Grader, startGrader } from "@tinytorch/grader";
import { runningProcesses } from "@tinytorch/test-harness";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../fixtures/course");
const course = await openCourse(root);
const module = course.module("01-echo");
let grader: Grader;
beforeAll(async () => {
  grader = await startGrader({ root });
});
afterAll(() => grader.close());

const grade = (source: string, seed = 1) =>
  grader.grade({ moduleId: "01-echo", files: { "src/index.ts": source }, seed });

const right = `export const echo = (value: number): number => value;
export const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);`;

test("the solution earns every point, the starter none, and both reports are valid", async () => {
  const solution = await grader.grade({
    moduleId: "01-echo",
    files: (await module?.solutionFiles()) ?? {},
    seed: 1,
  });
  const starter = await grader.grade({
    moduleId: "01-echo",
    files: (await module?.starterFiles()) ?? {},
    seed: 1,
  });
  expect([solution.score, starter.score]).toEqual([100, 0]);
  for (const report of [solution, starter]) expect(reportSchema.parse(report)).toEqual(report);
  expect(starter.tests[0]?.output).toBe(
    "A part is not written yet: its TODO was reached at src/index.ts:2.\nReturn it.",
  );
});

test("the same submission and seed give the same report, timings aside", async () => {
  const strip = ({ timings: _, execution_time: __, tests, ...rest }: Awaited<ReturnType<typeof grade>>) => ({
    ...rest,
    tests: tests.map(({ milliseconds: ___, ...test }) => test),
  });
  expect(strip(await grade(right, 9))).toEqual(strip(await grade(right, 9)));
});

test("a report holds what it takes to run it again: hashes, limits, seed and layers", async () => {
  const [one, other] = [await grade(right, 1), await grade(`${right}\n`, 2)];
  expect(other.hashes).toEqual(one.hashes);
  expect(other.sha256).not.toBe(one.sha256);
  expect(new Set([one.sha256, ...Object.values(one.hashes)]).size).toBe(5);
  expect(one.limits).toEqual(limitsFor(module?.manifest.limits));
  expect([one.seed, other.seed]).toEqual([1, 2]);
  expect(one.sandbox).toEqual(grader.layers);
});

test("a wrong answer loses its own test alone, and the report says nothing of the values", async () => {
  const report = await grade(right.replace("=> value;", "=> value + 1;"), 41);
  expect(report.tests.map((test) => test.status)).toEqual(["failed", "passed", "passed"]);
  expect(report.score).toBe(60);
  expect(report.tests[0]?.output).toBe("The result is not what was expected.\nReturn it.");
});

test("a known mistake is told in words, an unknown one is not", async () => {
  expect((await grade(right.replace("=> value;", "=> 2 * value;"))).diagnosis).toBe("gives back twice the value");
  expect((await grade(right.replace("a + b, 0)", "a + b, 1)"))).diagnosis).toBe("starts adding from 1");
  expect((await grade(right.replace("(a, b) => a + b, 0)", "(a) => a, 0)"))).diagnosis).toBe(null);
  expect((await grade(right)).diagnosis).toBe(null);
});

test("a run of some tests tells of these alone", async () => {
  const files = { "src/index.ts": right.replace("a + b, 0)", "a + b, 1)") };
  const report = await grader.grade({ moduleId: "01-echo", files, seed: 1, tests: ["echo.value", "sum.none"] });
  expect(report.tests.map(({ id, status }) => [id, status])).toEqual([
    ["01-echo/echo.value", "passed"],
    ["01-echo/sum.none", "failed"],
  ]);
  const unknown = grader.grade({ moduleId: "01-echo", files, seed: 1, tests: ["sum.many"] });
  await expect(unknown).rejects.toMatchObject({ name: "InfrastructureError" });
});

test("an endless loop costs its own test and leaves the others their points", async () => {
  const report = await grade(right.replace("=> value;", "=> { for (;;); };"));
  expect(report.score).toBe(60);
  expect(report.tests[0]).toMatchObject({ kind: "timeout", status: "failed" });
});

test("a submission that patches the language, looks for Node and loops gets the score of its real results", async () => {
  const report = await grade(`
    Object.is = () => true;
    Array.prototype.map = () => [];
    JSON.stringify = () => "100";
    Float32Array.prototype[Symbol.iterator] = function* () {};
    Error.prepareStackTrace = () => "src/index.ts:1";
    Object.prototype.toString = () => "passed";
    globalThis.expect = { extend() {} };
    const seen = [typeof process, typeof require, typeof globalThis.__vitest_worker__].join();
    export const echo = (value) => (seen === "undefined,undefined,undefined" ? value : -1);
    export const sum = () => { for (;;); };`);
  expect(report.tests.map((test) => [test.status, test.kind])).toEqual([
    ["passed", null],
    ["failed", "timeout"],
    ["failed", "timeout"],
  ]);
  expect(report.score).toBe(40);
});

test("what a submission prints is in the report and nowhere in its tests", async () => {
  const report = await grade(right.replace("=> value;", "=> { console.log('saw', value); return 0; };"), 3);
  expect(report.console).toBe("saw 4\n");
  expect(JSON.stringify(report.tests)).not.toContain("saw");
});

test("progress counts the hidden tests as they end, once a tenth of a second, and to the last", async () => {
  const seen: string[] = [];
  const onProgress = ({ done, total }: { done: number; total: number }) => seen.push(`${done}/${total}`);
  const grading = (source: string) =>
    grader.grade({ moduleId: "01-echo", files: { "src/index.ts": source }, seed: 1, onProgress });
  const begun = performance.now();
  await grading(right);
  expect(seen.length).toBeLessThan(2 + (performance.now() - begun) / 100);
  expect(seen.at(-1)).toBe("3/3");
  seen.length = 0;
  await grading(`${right.replace("export const sum", "const unused")}
    export const sum = () => { for (;;); };`);
  expect(seen).toEqual(["1/3", "2/3", "3/3"]);
});

test("a submission that cannot be graded is the machinery's error, never a score", async () => {
  const grading = grader.grade({ moduleId: "01-echo", files: { "src/other.ts": "" }, seed: 1 });
  await expect(grading).rejects.toMatchObject({ name: "InfrastructureError" });
  await expect(grader.grade({ moduleId: "99-none", files: {}, seed: 1 })).rejects.toThrow(
    "no module is called 99-none",
  );
  expect((await grade(right)).score).toBe(100);
});

test("a grader whose process is gone says so", async () => {
  const other = await startGrader({ root });
  await other.close();
  await expect(other.grade({ moduleId: "01-echo", files: { "src/index.ts": right }, seed: 1 })).rejects.toThrow(
    "its process must stay alive",
  );
});

test("a test that brings back what a TODO says calls it unwritten, and not a wrong answer", async () => {
  const caught = `export const echo = (value) => {
    try {
      throw new Error("TODO(01-echo): give back the value");
    } catch (error) {
      return error.message;
    }
  };
  export const sum = (values) => values.reduce((a, b) => a + b, 0);`;
  const { tests } = await grade(caught);
  expect(tests.map(({ kind }) => kind)).toEqual(["todo", null, null]);
  const { tests: others } = await grade(caught.replace("TODO(", "not TODO("));
  expect(others.map(({ kind }) => kind)).toEqual(["wrong", null, null]);
});

test("a grader and the sandboxes it starts let others go first", async () => {
  const table = runningProcesses();
  const own = table.filter(({ parent, command }) => parent === process.pid && command.includes("grader-process.ts"));
  const sandboxes = table.filter(({ parent }) => own.some(({ id }) => id === parent));
  expect([own.length, sandboxes.length]).toEqual([1, expect.toSatisfy((count: number) => count > 0)]);
  for (const { id } of [...own, ...sandboxes]) expect(getPriority(id)).toBeGreaterThan(getPriority());
});
