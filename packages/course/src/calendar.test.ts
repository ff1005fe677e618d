import { expect, test } from "vitest";
import { openCalendar } from "./calendar.ts";
import { countedPoints } from "./late-policy.ts";

const module = "08-optimizers";
const time = Date.parse("2026-12-06T22:59:00Z");
const due = { [module]: "2026-12-06T23:59:00+01:00" };
const minute = 60_000;
const day = 24 * 60 * minute;

test("each day begun after the due date and the grace costs its share", () => {
  const calendar = openCalendar({ due, late: { percentPerDay: 10, days: 3, graceMinutes: 15 } }, [module]);
  expect(calendar.due(module)).toBe(time);
  const late = (after: number) => calendar.lateness(module, time + after);
  expect([late(-day), late(0), late(15 * minute)]).toEqual([null, null, null]);
  expect(late(15 * minute + 1)).toEqual({ days: 1, percentOff: 10 });
  expect(late(15 * minute + day)).toEqual({ days: 1, percentOff: 10 });
  expect(late(15 * minute + day + 1)).toEqual({ days: 2, percentOff: 20 });
});

test("tests kept until after the due date may be shown once no more work is taken", () => {
  const calendar = openCalendar({ due, late: { percentPerDay: 10, days: 3 } }, [module]);
  expect(calendar.closes(module)).toBe(time + 3 * day);
  expect(calendar.isOver(module, time + 3 * day - 1)).toBe(false);
  expect(calendar.isOver(module, time + 3 * day)).toBe(true);
});

test("without a late policy late work is marked, costs nothing and is always taken", () => {
  const calendar = openCalendar({ due }, [module]);
  expect(calendar.lateness(module, time + 5 * day)).toEqual({ days: 5, percentOff: 0 });
  expect(calendar.closes(module)).toBeUndefined();
  expect([calendar.isOver(module, time - 1), calendar.isOver(module, time)]).toEqual([false, true]);
});

test("a module without a due date is never late, never closed and never over", () => {
  const calendar = openCalendar({ due: {}, late: { percentPerDay: 10, days: 3 } }, [module]);
  expect(calendar.due(module)).toBeUndefined();
  expect(calendar.closes(module)).toBeUndefined();
  expect(calendar.lateness(module, time)).toBeNull();
  expect(calendar.isOver(module, Number.MAX_SAFE_INTEGER)).toBe(false);
});

test.each([
  [100, 1, 90],
  [97, 2, 77.6],
  [33, 1, 29.7],
  [0, 1, 0],
])("of %d points with %d days at 10 percent %d count", (points, days, counted) => {
  expect(countedPoints(points, { days, percentOff: 10 * days })).toBe(counted);
  expect(countedPoints(points, null)).toBe(points);
});

test.each([
  ["a module that is not there", { due: { "09-training": "2026-12-06T23:59:00Z" } }, "must be one of 08-optimizers"],
  ["a time without its offset", { due: { [module]: "2026-12-06T23:59:00" } }, "must be a time with its offset"],
  ["a date alone", { due: { [module]: "2026-12-06" } }, "must be a time with its offset"],
  ["more than all", { due, late: { percentPerDay: 50, days: 3 } }, "must not take off more than 100 percent"],
  ["a policy without days", { due, late: { percentPerDay: 10 } }, "days"],
  ["an unknown field", { due, dues: {} }, "dues"],
])("a calendar with %s is refused", (_, config, reason) => {
  expect(() => openCalendar(config, [module])).toThrow(reason);
});
