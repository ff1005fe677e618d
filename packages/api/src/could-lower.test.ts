import { openRules } from "@tinytorch/course";
import { expect, test } from "vitest";
import type { Assignment, ChangeAssignment } from "./assignments.ts";
import { couldLower } from "./could-lower.ts";

const rules: Assignment = {
  ...openRules,
  ...{ module: "01-echo", releaseAt: null, dueAt: null, closesAt: null, changed: null },
  due: "2026-12-06T23:59",
  late: { percentPerDay: 10, days: 3, graceMinutes: 0 },
};

test.each([
  ["an earlier due date", { due: "2026-12-05 23:59" }, true],
  ["a later due date", { due: "2026-12-07T18:00" }, false],
  ["no due date", { due: null }, false],
  ["a close where there was none", { closes: "2026-12-20T18:00" }, true],
  ["other points", { points: 20 }, true],
  ["which submission counts", { counts: "best" }, true],
  ["another late rule", { late: null }, true],
  ["the late rule as it was", { late: { percentPerDay: 10, days: 3, graceMinutes: 0 } }, false],
  ["another clock", { zone: "Europe/Berlin" }, true],
  ["more attempts", { attempts: 5 }, false],
] satisfies [string, Omit<ChangeAssignment, "because">, boolean][])(
  "%s could lower a grade: %j is %s",
  (_, change, could) => {
    expect(couldLower(rules, change)).toBe(could);
  },
);
