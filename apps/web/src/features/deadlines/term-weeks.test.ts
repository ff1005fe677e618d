import type { Assignment } from "@tinytorch/api";
import { expect, test } from "vitest";
import { mondayOf, termWeeks } from "./term-weeks.ts";

const assignment = (module: string, moments: Partial<Assignment>): Assignment => ({
  ...{ release: null, due: null, closes: null, points: null, attempts: null, coolDownMinutes: 0, counts: "latest" },
  late: null,
  ...{ module, releaseAt: null, dueAt: null, closesAt: null, changed: null, zone: "Europe/Berlin" },
  ...moments,
});

test("a week begins on Monday by the clock of the course", () => {
  expect(mondayOf("2026-12-06T22:59:00.000Z", "Europe/Berlin")).toBe("2026-11-30");
  expect(mondayOf("2026-12-06T23:00:00.000Z", "Europe/Berlin")).toBe("2026-12-07");
  expect(mondayOf("2026-12-06T23:00:00.000Z", "America/New_York")).toBe("2026-11-30");
  expect(mondayOf("2027-01-01T12:00:00.000Z", "UTC")).toBe("2026-12-28");
});

test("what happens stands in its week, in order; a close that is the due date is said once, a week of nothing is left out", () => {
  const weeks = termWeeks([
    assignment("02-late", { dueAt: "2026-12-20T17:00:00.000Z", closesAt: "2026-12-23T17:00:00.000Z" }),
    assignment("01-first", {
      releaseAt: "2026-11-30T08:00:00.000Z",
      dueAt: "2026-12-04T17:00:00.000Z",
      closesAt: "2026-12-04T17:00:00.000Z",
    }),
    assignment("03-open", {}),
  ]);
  expect(weeks.map(({ monday, events }) => [monday, ...events.map(({ module, kind }) => `${module} ${kind}`)])).toEqual(
    [
      ["2026-11-30", "01-first opens", "01-first is due"],
      ["2026-12-14", "02-late is due"],
      ["2026-12-21", "02-late closes"],
    ],
  );
});
