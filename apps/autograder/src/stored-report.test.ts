import type { Role } from "@tinytorch/api";
import { expect, test } from "vitest";
import { showStoredReport, viewerOf } from "./stored-report.ts";
import { sampleReport } from "./testing/sample-report.ts";

const json = JSON.stringify(sampleReport({ sha256: "a".repeat(64), seed: 424_242 }));

function testsFor(role: Role, afterDue: boolean): string[] | undefined {
  return showStoredReport(json, role, { afterDue }).report?.tests.map(({ id }) => id.split("/")[1] ?? "");
}

test.each(["student", "ci"] as const)("a %s sees of a stored report what anybody may", (role) => {
  expect(testsFor(role, false)).toEqual(["sgd.step"]);
  expect(testsFor(role, true)).toEqual(["sgd.step", "sgd.momentum"]);
  expect(viewerOf(role)).toBe("student");
});

test("an instructor sees all of a stored report", () => {
  expect(testsFor("instructor", false)).toEqual(["sgd.step", "sgd.momentum", "adam.secret"]);
});

test("a report in the form of an earlier release, and none, are told apart", () => {
  expect(showStoredReport(null, "student", { afterDue: true })).toEqual({ report: null, reportState: "none" });
  expect(showStoredReport('{"score":1}', "instructor", { afterDue: true })).toEqual({
    report: null,
    reportState: "outdated",
  });
});
