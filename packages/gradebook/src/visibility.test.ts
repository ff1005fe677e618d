import type { Report } from "@tinytorch/course";
import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { showReport, showTimings } from "./visibility.ts";

const report = sampleReport({ sha256: "a".repeat(64), seed: 424_242, module: "08-optimizers" });
const before = { afterDue: false };
const after = { afterDue: true };

test("an instructor sees all", () => {
  expect(showReport(report, "staff", before)).toEqual({
    ...report,
    withheld: { tests: 0, max_score: 0 },
  });
});

test("a student sees visible tests, and how many others count", () => {
  const shown = showReport(report, "student", before);
  expect(shown.tests.map((test) => test.id)).toEqual(["08-optimizers/sgd.step"]);
  expect(shown.withheld).toEqual({ tests: 2, max_score: 40 });
  expect(shown.score).toBe(60);
});

test("what does not load stands on top of what a student reads, in place of nothing else", () => {
  const loadProblems = [{ file: "src/sgd.ts", line: 3, column: 1, message: "syntax error at `}`" }];
  const { output } = showReport({ ...report, loadProblems }, "student", before);
  expect(output.split("\n")).toEqual([
    "src/sgd.ts:3:1 does not load: syntax error at `}`",
    showReport(report, "student", before).output,
  ]);
});

test("after the due date a student sees what waited for it, and still not what is hidden", () => {
  const shown = showReport(report, "student", after);
  expect(shown.tests.map((test) => test.id)).toEqual(["08-optimizers/sgd.step", "08-optimizers/sgd.momentum"]);
});

test("nothing of a withheld test, the seed or the console is anywhere in what a student gets", () => {
  const text = JSON.stringify(showReport(report, "student", before));
  for (const secret of ["secret", "momentum", "424242", "printed by the submission", "of 3 tests"]) {
    expect(text).not.toContain(secret);
  }
});

test("how long anything took is told to a student to a tenth of a second, and to an instructor as it was", () => {
  const tests = report.tests.map((each, index) => ({ ...each, milliseconds: 100 * index + 42.4242 }));
  const timings = { sandbox: 142.4242, tests: 242.4242, total: 384.8484 };
  const timed = { ...report, tests, timings, execution_time: 0.3848484 };
  const shown = showReport(timed, "student", after);
  expect(shown.tests.map(({ milliseconds }) => milliseconds)).toEqual([0, 100]);
  expect(shown.timings).toEqual({ sandbox: 100, tests: 200, total: 400 });
  expect(shown.execution_time).toBe(0.4);
  expect(showReport(timed, "staff", after)).toMatchObject({ timings, execution_time: 0.3848484 });

  const run = { queue: 12.3, sandbox: 142.4, tests: 242.4, store: 1.2, total: 398.3 };
  expect(showTimings(run, "student")).toEqual({ queue: 0, sandbox: 100, tests: 200, store: 0, total: 400 });
  expect(showTimings(run, "staff")).toEqual(run);
  expect(showTimings(null, "student")).toBeNull();
});

test("there is no diagnosis for a student while a failed test is withheld, for it would tell of that test", () => {
  const diagnosis = "forgets what it said about momentum";
  const failing = (...failed: readonly string[]): Report => ({
    ...report,
    diagnosis,
    tests: report.tests.map((each) => ({
      ...each,
      status: failed.some((id) => each.id.endsWith(id)) ? "failed" : "passed",
    })),
  });
  const shown = (each: Report, afterDue: boolean) => showReport(each, "student", { afterDue }).diagnosis;
  expect(shown(failing("sgd.step"), false)).toBe(diagnosis);
  expect(shown(failing("sgd.step", "sgd.momentum"), false)).toBeNull();
  expect(shown(failing("sgd.step", "sgd.momentum"), true)).toBe(diagnosis);
  expect(shown(failing("adam.secret"), true)).toBeNull();
  expect(showReport(failing("adam.secret"), "staff", before).diagnosis).toBe(diagnosis);
});
