import { afterMinuteOf, courseTimeOf, daysLater, momentOf, offsetOf } from "@tinytorch/course";

const day = 24 * 60 * 60_000;

/** Days that are counted one by one at most. */
const stride = 64;

/** How many days have begun at a moment on the clocks of a zone: the first once the due date's minute is over, each further one as `daysLater` has it. */
export function daysBegun(due: number, zone: string, at: number): number {
  const whole = Math.floor(Math.max(0, (at - due) / day - 3) / stride) * stride;
  const from = whole === 0 ? due : endAround(due, zone, whole);
  const counted = daysBetween(due, from);
  // An end is off a multiple of 24 hours by what clocks were changed, which is less than half a day.
  let days = Math.max(0, Math.floor((at - from) / day - 0.5));
  while (at >= afterMinuteOf(daysLater(from, zone, days))) days += 1;
  return counted + days;
}

/** An end about so many days after the due date, on a day that the zone has and at a time that its clocks show. */
function endAround(due: number, zone: string, days: number): number {
  const { wall } = courseTimeOf(due + days * day, zone);
  const wanted = `${wall.slice(0, dateLength)}${timeOfEnds(due, zone)}`;
  const end = momentOf(wanted, zone);
  return courseTimeOf(end, zone).wall === wanted ? end : endAround(due, zone, days + 1);
}

const dateLength = "2026-12-06".length;

/** What the clocks show when days end, as `T23:59`; a due date that they show for the second time does not say that itself. */
function timeOfEnds(due: number, zone: string): string {
  const time = courseTimeOf(due, zone).wall.slice(dateLength);
  return offsetOf(time) !== undefined ? courseTimeOf(daysLater(due, zone, 1), zone).wall.slice(dateLength) : time;
}

/** Whole days between two moments at which clocks show about the same time; one that the zone left out is none. */
function daysBetween(one: number, other: number): number {
  return Math.round((other - one) / day);
}
