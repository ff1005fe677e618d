import { expect, test } from "vitest";
import { openRules } from "./assignment-rules.ts";
import { openCalendar, writeCalendar } from "./calendar.ts";

const module = "08-optimizers";
const due = { [module]: "2026-12-06T23:59:00+01:00" };
const zone = "Europe/Berlin";

test("without a zone times are by their offsets, and shown in UTC, with the late policy whole", () => {
  const { assignments, others } = openCalendar({ due, late: { percentPerDay: 10, days: 3 } }, [module]);
  const late = { percentPerDay: 10, days: 3, graceMinutes: 0 };
  expect(assignments).toEqual(new Map([[module, { ...openRules, due: "2026-12-06T22:59", late }]]));
  expect(others).toEqual({ ...openRules, late });
});

test("with a zone times are those on its clocks", () => {
  const { assignments } = openCalendar({ zone, due: { [module]: "2026-12-06T23:59" } }, [module]);
  expect(assignments.get(module)).toEqual({ ...openRules, zone, due: "2026-12-06T23:59" });
});

test("all that is decided about a module may stand together, and the rest is the course's", () => {
  const own = {
    release: "2026-11-01T08:00",
    due: "2026-12-06T23:59",
    attempts: 5,
    counts: "best",
    late: null,
  } as const;
  const late = { percentPerDay: 10, days: 3, graceMinutes: 0 };
  const { assignments } = openCalendar({ zone, assignments: { [module]: own }, late }, [module, "09-training"]);
  expect([...assignments]).toEqual([[module, { ...openRules, zone, ...own }]]);
});

test("a calendar may have nothing in it", () => {
  const nothing = { assignments: new Map(), others: openRules, lateDays: 0, solutionsAfter100: false };
  expect(openCalendar({ due: {} }, [module])).toEqual(nothing);
  expect(openCalendar({}, [module])).toEqual(nothing);
});

test("what is written is read as the same", () => {
  const config = { zone, due: { [module]: "2026-10-25T02:30+01:00" }, assignments: { "09-training": { zone: "UTC" } } };
  const modules = [module, "09-training"];
  const more = { late: { percentPerDay: 10, days: 3 }, lateDays: 3, solutionsAfter100: true };
  for (const one of [config, { ...config, ...more }, { due }]) {
    const rules = openCalendar(one, modules);
    expect(openCalendar(JSON.parse(JSON.stringify(writeCalendar(rules))), modules)).toEqual(rules);
  }
});

test.each([
  ["a module that is not there", { due: { "09-training": "2026-12-06T23:59:00Z" } }, "must be one of 08-optimizers"],
  ["rules of no module", { assignments: { "09-training": {} } }, "must be one of 08-optimizers"],
  ["a time without its offset", { due: { [module]: "2026-12-06T23:59:00" } }, "must be a time with its offset"],
  ["a date alone", { due: { [module]: "2026-12-06" } }, "must be a time, as 2026-12-06T23:59"],
  ["no such zone", { zone: "Mars/Olympus" }, "must be a zone's name, as Europe/Berlin"],
  ["an offset for a zone", { zone: "+01:00" }, "must be a zone's name, as Europe/Berlin"],
  [
    "a time that clocks jump over",
    { zone, due: { [module]: "2026-03-29T02:30" } },
    "it could mean 2026-03-29T01:30+01:00",
  ],
  [
    "another zone's offset",
    { zone, due: { [module]: "2026-07-06T23:59+01:00" } },
    "must have the offset of Europe/Berlin",
  ],
  [
    "a close before the due date",
    { due, assignments: { [module]: { closes: "2026-12-06T22:00:00Z" } } },
    "must not be before the due date 2026-12-06T22:59, got 2026-12-06T22:00",
  ],
  [
    "a release when it is due",
    { zone, assignments: { [module]: { release: "2026-12-06T10:00", closes: "2026-12-06T10:00" } } },
    "must be before",
  ],
  ["an offset that there is not", { due: { [module]: "2026-12-06T18:00+25:00" } }, "must have an offset from -23:59"],
  [
    "such an offset in a zone",
    { zone, due: { [module]: "2026-12-06T18:00+99:99" } },
    "must have an offset from -23:59",
  ],
  ["a minute of 61 seconds", { zone, due: { [module]: "2026-12-06T23:59:60" } }, "must be a day and an hour"],
  ["points that nothing shows", { assignments: { [module]: { points: 0.001 } } }, "must be at least 0.01"],
  ["points finer than hundredths", { assignments: { [module]: { points: 9.999 } } }, "must be a multiple of 0.01"],
  ["more than all", { due, late: { percentPerDay: 50, days: 3 } }, "must not take off more than 100 percent"],
  ["a policy without days", { due, late: { percentPerDay: 10 } }, "days"],
  ["no attempts", { assignments: { [module]: { attempts: 0 } } }, "attempts"],
  ["an unknown field", { due, dues: {} }, "dues"],
])("a calendar with %s is refused", (_, config, reason) => {
  expect(() => openCalendar(config, [module])).toThrow(reason);
});
