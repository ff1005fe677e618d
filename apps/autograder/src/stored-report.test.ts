import type { Role } from "@tinytorch/api";
import { defaultLimits } from "@tinytorch/course";
import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { type StoredReport, showStoredReport, viewerOf } from "./stored-report.ts";

const { console: printed, ...rest } = sampleReport({ sha256: "a".repeat(64), seed: 424_242 });

/** As it is stored, and who asked for what was printed. */
function stored(report: object = rest): StoredReport & { readonly asked: string[] } {
  const asked: string[] = [];
  const console = () => {
    asked.push("console");
    return printed;
  };
  return { report: JSON.stringify(report), console, asked };
}

function testsFor(role: Role, afterDue: boolean): string[] | undefined {
  return showStoredReport(stored(), role, { afterDue }).report?.tests.map(({ id }) => id.split("/")[1] ?? "");
}

test.each(["student", "ci"] as const)("a %s sees of a stored report what anybody may", (role) => {
  expect(testsFor(role, false)).toEqual(["sgd.step"]);
  expect(testsFor(role, true)).toEqual(["sgd.step", "sgd.momentum"]);
  expect(viewerOf(role)).toBe("student");
});

test("an instructor sees all of a stored report", () => {
  expect(testsFor("instructor", false)).toEqual(["sgd.step", "sgd.momentum", "adam.secret"]);
});

test("what was printed is read for an instructor and for nobody else", () => {
  const [seen, unseen] = [stored(), stored()];
  expect(showStoredReport(seen, "instructor", { afterDue: true }).report?.console).toBe(printed);
  expect(seen.asked).toHaveLength(1);
  expect(showStoredReport(unseen, "student", { afterDue: true }).report).not.toHaveProperty("console");
  expect(unseen.asked).toEqual([]);
});

test("a report in the form of an earlier release, and none, are told apart", () => {
  const none = { report: null, console: () => null };
  expect(showStoredReport(none, "student", { afterDue: true })).toEqual({ report: null, reportState: "none" });
  expect(showStoredReport(stored({ score: 1 }), "instructor", { afterDue: true })).toEqual({
    report: null,
    reportState: "outdated",
  });
});

/** As the release before wrote it, in full: what a later one adds to a report, this has not. */
const earlier = {
  score: 60,
  max_score: 100,
  execution_time: 0.2,
  output: "1 of 2 tests passed",
  output_format: "text",
  test_output_format: "text",
  test_name_format: "text",
  visibility: "visible",
  stdout_visibility: "hidden",
  tests: [
    {
      id: "01-echo/echo.number",
      name: "a number comes back",
      number: "1",
      score: 60,
      max_score: 60,
      status: "passed",
      output: "",
      output_format: "text",
      name_format: "text",
      visibility: "visible",
      tags: ["echo"],
      kind: null,
      milliseconds: 3,
    },
    {
      id: "01-echo/echo.text",
      name: "a text comes back",
      number: "2",
      score: 0,
      max_score: 40,
      status: "failed",
      output: "wrong value",
      output_format: "text",
      name_format: "text",
      visibility: "visible",
      tags: ["echo"],
      kind: "wrong",
      milliseconds: 3,
    },
  ],
  module: "01-echo",
  diagnosis: null,
  seed: 7,
  sha256: "a".repeat(64),
  hashes: { suite: "a".repeat(64), rubric: "b".repeat(64), packages: "c".repeat(64), runner: "d".repeat(64) },
  limits: {
    runMilliseconds: 60_000,
    testMilliseconds: 700,
    memoryMegabytes: 256,
    consoleBytes: 1_048_576,
    replyBytes: 4_194_304,
    replyDepth: 64,
    fileBytes: 131_072,
  },
  sandbox: ["isolate", "process"],
  timings: { sandbox: 80, tests: 100, total: 180 },
};

test("a report stored by the release before is shown, and what it did not have yet is said to be nothing", () => {
  const { report, reportState } = showStoredReport(stored(earlier), "instructor", { afterDue: false });
  expect(reportState).toBe("shown");
  expect(report).toMatchObject({ ...earlier, loadProblems: [], console: printed });
});

test("limits that came later are the default in an earlier report, and one that is no more is left out", () => {
  const { fileBytes: _, ...limits } = earlier.limits;
  const before = stored({ ...earlier, limits: { ...limits, noLongerThere: 1 } });
  const { report } = showStoredReport(before, "student", { afterDue: false });
  expect(report?.limits).toEqual({ ...defaultLimits, ...limits });
});
