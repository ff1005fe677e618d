import { expect, test } from "vitest";
import { sampleReport } from "./testing/sample-report.ts";
import { showReport } from "./visibility.ts";

const report = sampleReport({ sha256: "a".repeat(64), seed: 424_242 });

test("an instructor sees all", () => {
  expect(showReport(report, "instructor", false)).toEqual({
    ...report,
    withheld: { tests: 0, max_score: 0 },
  });
});

test.each(["student", "ci"] as const)("a %s sees visible tests, and how many others count", (role) => {
  const shown = showReport(report, role, false);
  expect(shown.tests.map((test) => test.id)).toEqual(["08-optimizers/sgd.step"]);
  expect(shown.withheld).toEqual({ tests: 2, max_score: 40 });
  expect(shown.score).toBe(60);
});

test("after the due date a student sees what waited for it, and still not what is hidden", () => {
  const shown = showReport(report, "student", true);
  expect(shown.tests.map((test) => test.id)).toEqual([
    "08-optimizers/sgd.step",
    "08-optimizers/sgd.momentum",
  ]);
});

test("nothing of a withheld test, the seed or the console is anywhere in what a student gets", () => {
  const text = JSON.stringify(showReport(report, "student", false));
  for (const secret of ["secret", "momentum", "424242", "printed by the submission", "of 3 tests"]) {
    expect(text).not.toContain(secret);
  }
});

test("how long a test took is told to a student to a tenth of a second", () => {
  const tests = report.tests.map((each, index) => ({ ...each, milliseconds: 100 * index + 42.4242 }));
  const shown = showReport({ ...report, tests }, "student", true);
  expect(shown.tests.map(({ milliseconds }) => milliseconds)).toEqual([0, 100]);
});
