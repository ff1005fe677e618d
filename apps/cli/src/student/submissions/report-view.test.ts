import type { ReportTest } from "@tinytorch/course";
import { expect, test } from "vitest";
import { viewReport } from "./report-view.ts";

const passed: ReportTest = {
  id: "08-optimizers/step-lr.decay",
  name: "StepLR: decays every stepSize epochs",
  number: "1",
  score: 4,
  max_score: 4,
  status: "passed",
  output: "",
  output_format: "text",
  name_format: "text",
  visibility: "visible",
  tags: ["step-lr"],
  kind: null,
  milliseconds: 1,
};
const failed: ReportTest = {
  ...passed,
  id: "08-optimizers/clip.norm",
  name: "clipGradNorm: gives the norm back",
  score: 0,
  status: "failed",
  output: `The result is not what was expected.\n${"Return the norm from before clipping. ".repeat(4).trim()}`,
  tags: ["clip"],
  kind: "wrong",
};
const report = {
  module: "08-optimizers",
  score: 4,
  max_score: 8,
  diagnosis: null,
  loadProblems: [],
  tests: [passed, failed],
};
const manifest = { exports: ["StepLR", "clipGradNorm"] };

test("a component that passed is one line; a failed test has cause and hint; the score comes last", () => {
  expect(viewReport(report, manifest)).toBe(
    `
✅ StepLR (4 of 4)
❌ clipGradNorm (0 of 4)
   ❌ clipGradNorm: gives the norm back (0 of 4)
      The result is not what was expected.
      Return the norm from before clipping. Return the norm from before clipping. Return the norm
      from before clipping. Return the norm from before clipping.

08-optimizers  ████████████░░░░░░░░░░░░  4 of 8`,
  );
});

test("of a component that failed in part the passed tests are counted", () => {
  const other = { ...passed, tags: ["clip"], score: 4 };
  expect(viewReport({ ...report, tests: [other, failed] }, manifest)).toContain("\n   1 of its 2 tests passed.\n");
});

test("a known mistake is told right above the score", () => {
  const view = viewReport({ ...report, diagnosis: "clips each parameter by itself" }, manifest);
  expect(view.split("\n").slice(-3)).toEqual([
    "Your code clips each parameter by itself.",
    "",
    "08-optimizers  ████████████░░░░░░░░░░░░  4 of 8",
  ]);
});

test("what does not load stands on top, once; the tests that need it are one line with its name", () => {
  const loadProblems = [
    { file: "src/step-lr.ts", line: 12, column: 3, message: "write a const object instead of an enum" },
    { file: "src/sgd.ts", line: null, column: null, message: "it never ends" },
  ];
  const needing = { ...failed, output: "It needs src/step-lr.ts, which does not load.", kind: "load" as const };
  const needingToo = { ...needing, id: "08-optimizers/clip.zero" };
  expect(viewReport({ ...report, loadProblems, tests: [needing, needingToo] }, manifest)).toBe(
    `
❌ src/step-lr.ts does not load
     → src/step-lr.ts:12:3: write a const object instead of an enum

❌ src/sgd.ts does not load
     → it never ends

❌ clipGradNorm (0 of 8)
   ❌ 2 tests (0 of 8)
      It needs src/step-lr.ts, which does not load.

08-optimizers  ████████████░░░░░░░░░░░░  4 of 8`,
  );
});

test("what may not be shown is counted and not named", () => {
  const view = viewReport({ ...report, withheld: { tests: 2, max_score: 9 } }, undefined);
  expect(view).toContain("\n2 more tests, worth 9 points in all, not shown to you now.\n");
  expect(view).toContain("\n✅ step-lr (4 of 4)\n");
});
