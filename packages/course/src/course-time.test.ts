import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterMinuteOf, CourseTimeError, courseTimeOf, isZone, readOffsetTime, readTime } from "./course-time.ts";
import { daysLater } from "./days-later.ts";
import { momentOf } from "./moment-of.ts";

const berlin = "Europe/Berlin";
const iso = (time: number) => new Date(time).toISOString().replace(":00.000Z", "Z");
const read = (text: string, zone: string) => iso(readTime(text, zone).instant);

describe("a time is read in a zone", () => {
  test.each([
    ["2026-12-06T23:59", berlin, "2026-12-06T22:59Z"],
    ["2026-07-06 18:00", berlin, "2026-07-06T16:00Z"],
    ["2026-07-06T18:00:30", "UTC", "2026-07-06T18:00:30.000Z"],
    ["2026-03-08T03:00", "America/New_York", "2026-03-08T07:00Z"],
    ["2026-07-06T18:00", "Asia/Kathmandu", "2026-07-06T12:15Z"],
    ["2026-12-06T23:59+01:00", berlin, "2026-12-06T22:59Z"],
  ])("%s of %s is %s", (text, zone, expected) => {
    expect(read(text, zone)).toBe(expected);
  });

  test("by its rules of that day, whatever they are today", () => {
    expect(read("2026-03-28T18:00", berlin)).toBe("2026-03-28T17:00Z");
    expect(read("2026-03-29T18:00", berlin)).toBe("2026-03-29T16:00Z");
  });

  test.each([
    ["2026-10-25T02:30", berlin, "2026-10-25T00:30Z"],
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30Z"],
    ["2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45Z"],
  ])("%s of %s comes twice and is the first", (text, zone, expected) => {
    expect(read(text, zone)).toBe(expected);
  });

  test("the second of two is meant by its offset, and stays so", () => {
    const { wall, instant } = readTime("2026-10-25T02:30+01:00", berlin);
    expect(iso(instant)).toBe("2026-10-25T01:30Z");
    expect(wall).toBe("2026-10-25T02:30+01:00");
    expect(momentOf(wall, berlin)).toBe(instant);
  });

  test.each([
    ["2026-03-29T02:30", berlin, "it could mean 2026-03-29T01:30+01:00 or 2026-03-29T03:30+02:00"],
    ["2026-03-08T02:15", "America/New_York", "it could mean 2026-03-08T01:15-05:00 or 2026-03-08T03:15-04:00"],
    ["2026-10-04T02:10", "Australia/Lord_Howe", "it could mean 2026-10-04T01:40+10:30 or 2026-10-04T02:40+11:00"],
  ])("%s, which the clocks of %s jump over, is refused: %s", (text, zone, sentence) => {
    expect(() => readTime(text, zone)).toThrow(sentence);
  });

  test.each([
    ["2026-07-06T18:00+01:00", "must have the offset of Europe/Berlin at that moment or none"],
    ["2026-12-06T23:59Z", "where the clocks show 2026-12-07T00:59+01:00"],
    ["2026-02-30T12:00", "must be a day and an hour that there are"],
    ["2026-12-06T25:00", "must be a day and an hour that there are"],
    ["2026-12-06T23:59:60", "must be a day and an hour that there are"],
    ["2026-12-06T23:59:60+01:00", "must be a day and an hour that there are"],
    ["2026-12-06T18:00+25:00", "must have an offset from -23:59 to +23:59, got 2026-12-06T18:00+25:00"],
    ["2026-12-06T18:00-00:60", "must have an offset from -23:59 to +23:59"],
    ["2026-12-06", "must be a time, as 2026-12-06T23:59"],
    ["1026-12-06T12:00", "must be a time, as 2026-12-06T23:59"],
    ["soon", "must be a time, as 2026-12-06T23:59"],
  ])("%s is refused: %s", (text, sentence) => {
    expect(() => readTime(text, berlin)).toThrow(CourseTimeError);
    expect(() => readTime(text, berlin)).toThrow(sentence);
  });
});

test.each([
  ["2026-12-06T18:00+25:00", "must have an offset from -23:59 to +23:59, got 2026-12-06T18:00+25:00"],
  ["2026-12-06T18:00+99:99", "must have an offset from -23:59 to +23:59"],
  ["2026-12-06T23:59:60Z", "must be a day and an hour that there are"],
])("%s says by no offset when it is: %s", (text, sentence) => {
  expect(() => readOffsetTime(text)).toThrow(CourseTimeError);
  expect(() => readOffsetTime(text)).toThrow(sentence);
});

test("zones have names; an offset and a place without clocks are none", () => {
  expect([berlin, "UTC", "+01:00", "Mars/Olympus", ""].map(isZone)).toEqual([true, true, false, false, false]);
});

test("a time covers its whole minute", () => {
  const six = readTime("2026-12-06T18:00", "UTC").instant;
  expect([afterMinuteOf(six), afterMinuteOf(six + 59_999), afterMinuteOf(six + 60_000)].map((at) => at - six)).toEqual([
    60_000, 60_000, 120_000,
  ]);
});

test("a time that a change of rules took from the clocks is the moment of the jump", () => {
  expect(iso(momentOf("2026-03-29T02:30", berlin))).toBe("2026-03-29T01:00Z");
});

describe("days later", () => {
  const after = (text: string, zone: string, days: number) => iso(daysLater(readTime(text, zone).instant, zone, days));

  test("are of the calendar: 23, 24 or 25 hours", () => {
    expect(after("2026-03-28T18:00", berlin, 1)).toBe("2026-03-29T16:00Z");
    expect(after("2026-10-24T18:00", berlin, 1)).toBe("2026-10-25T17:00Z");
    expect(after("2026-12-05T18:00", berlin, 1)).toBe("2026-12-06T17:00Z");
    expect(after("2026-12-05T18:00", berlin, 0)).toBe("2026-12-05T17:00Z");
  });

  test("end where clocks jump over the time at the jump, and the day after at the time again", () => {
    expect(after("2026-03-28T02:30", berlin, 1)).toBe("2026-03-29T01:00Z");
    expect(after("2026-03-28T02:30", berlin, 2)).toBe("2026-03-30T00:30Z");
  });

  test("from the very moment at which clocks were put back are days all the same", () => {
    const back = Date.parse("2026-10-25T01:00Z");
    expect(iso(daysLater(back, berlin, 1))).toBe("2026-10-26T02:00Z");
  });

  test("go over a day that a zone left out, as Samoa did with the 30th of December 2011", () => {
    const noon = Date.parse("2011-12-29T18:00:00-10:00");
    expect(iso(daysLater(noon, "Pacific/Apia", 1))).toBe("2011-12-31T04:00Z");
    expect(iso(daysLater(noon, "Pacific/Apia", 2))).toBe("2012-01-01T04:00Z");
  });
});

describe("for all moments of zones whose clocks change", () => {
  const zones = fc.constantFrom(
    ...[berlin, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"],
  );
  /** Minutes round changes of clocks, and any others. */
  const changes = [
    ...["2026-03-29T01:00Z", "2026-10-25T01:00Z", "2026-03-08T07:00Z", "2026-11-01T06:00Z", "2026-04-04T15:00Z"],
    ...["2026-10-03T15:30Z", "2026-02-15T02:00Z", "2026-03-22T02:00Z", "2011-12-30T10:00Z", "2012-03-31T14:00Z"],
  ].map((text) => Date.parse(text));
  const instants = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * 24 * 60, max: 3 * 24 * 60 }))
    .map(([change, minutes]) => change + minutes * 60_000);
  const often = { seed: 29, numRuns: 1_000 };

  test("what a clock shows is that moment when it is read again", () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const { wall } = courseTimeOf(instant, zone);
        expect(momentOf(wall, zone)).toBe(instant);
        expect(readTime(wall, zone)).toEqual({ wall, instant });
      }),
      often,
    );
  });

  test("days later are in order, and a later moment never ends earlier", () => {
    fc.assert(
      fc.property(zones, instants, fc.nat(200), fc.integer({ min: 1, max: 5 }), (zone, instant, later, days) => {
        const end = daysLater(instant, zone, days);
        expect(end).toBeGreaterThan(daysLater(instant, zone, days - 1));
        expect(daysLater(instant + later * 60_000, zone, days)).toBeGreaterThanOrEqual(end);
      }),
      often,
    );
  });
});
