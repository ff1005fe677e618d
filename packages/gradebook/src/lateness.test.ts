import { openCalendar } from "@tinytorch/course";
import { expect, test } from "vitest";
import { assignmentsOf } from "./assignment.ts";
import { deadlinesOf, showsAt } from "./deadlines.ts";
import { latenessOf, pointsLeft } from "./lateness.ts";

const module = "08-optimizers";
const due = Date.parse("2026-12-06T23:59:00+01:00");
const minute = 60_000;
const day = 24 * 60 * minute;
const tenADay = { percentPerDay: 10, days: 3, graceMinutes: 0 };

function plain(due: number | null, late: typeof tenADay | null) {
  return {
    assignment: { module, due, late, counts: "latest" as const },
    exceptions: [],
    extensionsOfAll: [],
  };
}

test("each day begun after the due date and the grace costs its share", () => {
  const late = (after: number) => latenessOf(due + after, { due, late: { ...tenADay, graceMinutes: 15 } });
  expect([late(-day), late(0), late(15 * minute), late(16 * minute - 1)]).toEqual([null, null, null, null]);
  expect(late(16 * minute)).toEqual({ days: 1, percentOff: 10 });
  expect(late(16 * minute + day - 1)).toEqual({ days: 1, percentOff: 10 });
  expect(late(16 * minute + day)).toEqual({ days: 2, percentOff: 20 });
});

test("18:00 received at 18:00:40 is in time, and at 18:01 it is not", () => {
  const six = Date.parse("2026-12-06T18:00:00Z");
  expect(latenessOf(six + 40_000, { due: six, late: tenADay })).toBeNull();
  expect(latenessOf(six + 59_999, { due: six, late: tenADay })).toBeNull();
  expect(latenessOf(six + 60_000, { due: six, late: tenADay })).toEqual({ days: 1, percentOff: 10 });
});

test("days end by the clock on the wall, also on the nights when clocks change", () => {
  const days = (due: string, receivedAt: string) => {
    const lates = { due: Date.parse(due), late: tenADay, zone: "Europe/Berlin" };
    return latenessOf(Date.parse(receivedAt), lates)?.days ?? 0;
  };
  // Forward: the day has 23 hours. Back: it has 25.
  expect(days("2026-03-28T18:00+01:00", "2026-03-29T18:00:59+02:00")).toBe(1);
  expect(days("2026-03-28T18:00+01:00", "2026-03-29T18:01:00+02:00")).toBe(2);
  expect(days("2026-10-24T18:00+02:00", "2026-10-25T18:00:59+01:00")).toBe(1);
  expect(days("2026-10-24T18:00+02:00", "2026-10-25T18:01:00+01:00")).toBe(2);
});

test("a due date of another time, as of a mistyped year, is counted from at once", () => {
  const until = Date.parse("9999-12-06T12:00Z");
  const centuries = Date.parse("2001-12-06T18:00Z");
  const days = (until - Date.parse("2001-12-06T12:00Z")) / day;
  expect(latenessOf(until, { due: centuries, late: tenADay })).toEqual({ days, percentOff: 100 });
  const berlin = { due: centuries, late: tenADay, zone: "Europe/Berlin" };
  expect(latenessOf(until, berlin)).toEqual({ days, percentOff: 100 });
});

test("late days cost nothing, and no more of them are paid with than there are days", () => {
  const late = (spent: number) => latenessOf(due + 1.5 * day, { due, late: tenADay, spent });
  expect(late(1)).toEqual({ days: 2, percentOff: 10, spent: 1 });
  expect(late(5)).toEqual({ days: 2, percentOff: 0, spent: 2 });
});

test("being late never costs more than all", () => {
  expect(latenessOf(due + 10.5 * day, { due, late: tenADay })).toEqual({ days: 11, percentOff: 100 });
  expect(pointsLeft(97, 100, { days: 11, percentOff: 100 })).toBe(0);
});

test("tests kept until after the due date may be shown once no more work is taken", () => {
  const facts = plain(due, tenADay);
  expect(deadlinesOf(facts)).toEqual({ due, closes: due + 3 * day });
  const end = due + 3 * day + minute;
  expect(showsAt(facts, end - 1)).toEqual({ afterDueFrom: end, afterDue: false });
  expect(showsAt(facts, end).afterDue).toBe(true);
});

test("the grace is added to the time in which work is taken", () => {
  const facts = plain(due, { ...tenADay, graceMinutes: 15 });
  expect(deadlinesOf(facts).closes).toBe(due + 3 * day + 15 * minute);
});

test("without a late policy late work is marked, costs nothing and is always taken", () => {
  const facts = plain(due, null);
  expect(latenessOf(due + 5 * day, { due, late: null })).toEqual({ days: 5, percentOff: 0 });
  expect(deadlinesOf(facts)).toEqual({ due, closes: null });
  expect([showsAt(facts, due).afterDue, showsAt(facts, due + minute).afterDue]).toEqual([false, true]);
});

test("a module without a due date is never late, never closed and never over", () => {
  const facts = plain(null, tenADay);
  expect(deadlinesOf(facts)).toEqual({ due: null, closes: null });
  expect(latenessOf(due, { due: null, late: tenADay })).toBeNull();
  expect(showsAt(facts, Number.MAX_SAFE_INTEGER)).toEqual({ afterDueFrom: null, afterDue: false });
});

test.each([
  [100, 1, 90],
  [97, 2, 77.6],
  [33, 1, 29.7],
  [0, 1, 0],
])("of %d points with %d days at 10 percent %d count", (points, days, left) => {
  expect(pointsLeft(points, 100, { days, percentOff: 10 * days })).toBe(left);
  expect(pointsLeft(points, 100, null)).toBe(points);
});

test("points are rounded once, to a hundredth, half a hundredth up, and not by what doubles cannot hold", () => {
  // 0.35 · 90 is 31.499… in doubles, and 31.5 hundredths by hand.
  expect(pointsLeft(0.35, 100, { days: 1, percentOff: 10 })).toBe(0.32);
  expect(pointsLeft(1.005, 100, null)).toBe(1.01);
  expect(pointsLeft(0.1 + 0.2, 100, null)).toBe(0.3);
  expect(pointsLeft(33.335, 33.335, null)).toBe(33.335);
});

test("a calendar says what was decided about a module, and nothing about one that the course does not have", () => {
  const zone = "Europe/Berlin";
  const calendar = openCalendar({ zone, due: { [module]: "2026-12-06T23:59" }, late: tenADay }, [module]);
  const assignments = assignmentsOf(calendar);
  expect(assignments(module)).toMatchObject({ module, zone, due, late: tenADay, counts: "latest", closes: null });
  expect(assignments("09-training")).toMatchObject({ module: "09-training", due: null, counts: "latest" });
});
