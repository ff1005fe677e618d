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
  const late = (after: number) => latenessOf(due + after, due, { ...tenADay, graceMinutes: 15 });
  expect([late(-day), late(0), late(15 * minute)]).toEqual([null, null, null]);
  expect(late(15 * minute + 1)).toEqual({ days: 1, percentOff: 10 });
  expect(late(15 * minute + day)).toEqual({ days: 1, percentOff: 10 });
  expect(late(15 * minute + day + 1)).toEqual({ days: 2, percentOff: 20 });
});

test("being late never costs more than all", () => {
  expect(latenessOf(due + 10.5 * day, due, tenADay)).toEqual({ days: 11, percentOff: 100 });
  expect(pointsLeft(97, 100, { days: 11, percentOff: 100 })).toBe(0);
});

test("tests kept until after the due date may be shown once no more work is taken", () => {
  const facts = plain(due, tenADay);
  expect(deadlinesOf(facts)).toEqual({ due, closes: due + 3 * day });
  expect(showsAt(facts, due + 3 * day - 1)).toEqual({ afterDueFrom: due + 3 * day, afterDue: false });
  expect(showsAt(facts, due + 3 * day).afterDue).toBe(true);
});

test("the grace is added to the time in which work is taken", () => {
  const facts = plain(due, { ...tenADay, graceMinutes: 15 });
  expect(deadlinesOf(facts).closes).toBe(due + 3 * day + 15 * minute);
});

test("without a late policy late work is marked, costs nothing and is always taken", () => {
  const facts = plain(due, null);
  expect(latenessOf(due + 5 * day, due, null)).toEqual({ days: 5, percentOff: 0 });
  expect(deadlinesOf(facts)).toEqual({ due, closes: null });
  expect([showsAt(facts, due - 1).afterDue, showsAt(facts, due).afterDue]).toEqual([false, true]);
});

test("a module without a due date is never late, never closed and never over", () => {
  const facts = plain(null, tenADay);
  expect(deadlinesOf(facts)).toEqual({ due: null, closes: null });
  expect(latenessOf(due, null, tenADay)).toBeNull();
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
  const assignments = assignmentsOf({ due: new Map([[module, due]]), late: tenADay });
  expect(assignments(module)).toEqual({ module, due, late: tenADay, counts: "latest" });
  expect(assignments("09-training")).toMatchObject({ module: "09-training", due: null, counts: "latest" });
});
