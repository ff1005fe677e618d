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
const report = { module: "08-optimizers", score: 4, max_score: 8, diagnosis: null, tests: [passed, failed] };
const manifest = { exports: ["StepLR", "clipGradNorm"] };

test("tests stand under the export they are about, failed ones with cause and hint", () => {
  expect(viewReport(report, manifest)).toBe(
    `
08-optimizers  ████████████░░░░░░░░░░░░  4 of 8

StepLR 4 of 4
  ✅ StepLR: decays every stepSize epochs (4 of 4)

clipGradNorm 0 of 4
  ❌ clipGradNorm: gives the norm back (0 of 4)
     The result is not what was expected.
     Return the norm from before clipping. Return the norm from before clipping. Return the norm
     from before clipping. Return the norm from before clipping.`,
  );
});

test("a known mistake is told under the score", () => {
  const view = viewReport({ ...report, diagnosis: "clips each parameter by itself" }, manifest);
  expect(view.split("\n")[2]).toBe("Your code clips each parameter by itself.");
});

test("what may not be shown is counted and not named", () => {
  const view = viewReport({ ...report, withheld: { tests: 2, max_score: 9 } }, undefined);
  expect(view).toMatch(/2 more tests, worth 9 points in all, not shown to you now\.$/);
  expect(view).toContain("\nstep-lr 4 of 4\n");
});
