import { expect, test } from "vitest";
import { openCalendar } from "./calendar.ts";

const module = "08-optimizers";
const due = { [module]: "2026-12-06T23:59:00+01:00" };

test("a calendar is read with its times as instants and its late policy whole", () => {
  const { due: dates, late } = openCalendar({ due, late: { percentPerDay: 10, days: 3 } }, [module]);
  expect(dates).toEqual(new Map([[module, Date.parse("2026-12-06T22:59:00Z")]]));
  expect(late).toEqual({ percentPerDay: 10, days: 3, graceMinutes: 0 });
});

test("a calendar may have no dates and no late policy", () => {
  expect(openCalendar({ due: {} }, [module])).toEqual({ due: new Map(), late: null });
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
