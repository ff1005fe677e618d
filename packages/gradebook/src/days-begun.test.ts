import { afterMinuteOf, daysLater } from "@tinytorch/course";
import fc from "fast-check";
import { expect, test } from "vitest";
import { daysBegun } from "./days-begun.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Due dates with what their zones did to the clocks near them or within the year after. */
const dues = [
  ["UTC", "2026-12-06T23:59Z"],
  ["Europe/Berlin", "2026-03-28T01:30Z"],
  // 02:30 for the first and for the second time.
  ["Europe/Berlin", "2026-10-25T00:30Z"],
  ["Europe/Berlin", "2026-10-25T01:30Z"],
  ["America/New_York", "2026-11-01T06:30Z"],
  // Clocks go from midnight to one, and from midnight back to eleven.
  ["Africa/Cairo", "2026-04-22T22:30Z"],
  ["Africa/Cairo", "2026-10-29T20:30Z"],
  ["America/St_Johns", "2010-11-06T02:30Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:45Z"],
  ["Africa/Casablanca", "2026-02-15T02:30Z"],
  // Samoa left the 30th of December out.
  ["Pacific/Apia", "2011-12-27T10:30Z"],
  ["Pacific/Apia", "2011-10-27T22:00Z"],
  ["Pacific/Apia", "2011-12-29T16:00:30Z"],
] as const;

/** Day by day from the due date. */
function oneByOne(due: number, zone: string, at: number): number {
  let days = 0;
  while (at >= afterMinuteOf(daysLater(due, zone, days))) days += 1;
  return days;
}

const somewhere = fc.integer({ min: -2 * 24, max: 250 * 24 }).map((hours) => ({ days: null, more: hours * hour }));
const aroundAnEnd = fc.record({
  days: fc.nat(250),
  more: fc.oneof(fc.constantFrom(-1, 0, minute - 1, minute), fc.integer({ min: -3 * hour, max: 3 * hour })),
});

test.each(dues)("days are those that are counted one by one, in %s from %s", (zone, written) => {
  const due = Date.parse(written);
  fc.assert(
    fc.property(fc.oneof(somewhere, aroundAnEnd), ({ days, more }) => {
      const at = (days === null ? due : daysLater(due, zone, days)) + more;
      expect(daysBegun(due, zone, at)).toBe(oneByOne(due, zone, at));
    }),
    { seed: 11, numRuns: 300, examples: [[{ days: 64, more: minute }], [{ days: 67, more: minute }]] },
  );
});
