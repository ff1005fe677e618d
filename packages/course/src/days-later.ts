import { Temporal } from "temporal-polyfill";
import { bothOf, onTheClock } from "./zone-clock.ts";

/**
 * The same time on the wall so many days of the calendar later: after a Saturday's 18:00 a Sunday's 18:00, also on nights when
 * clocks change. A time that comes twice is the first, one that clocks jump over is the moment of the jump, and a day that a zone left
 * out is none. Of two moments the later one never gives the earlier.
 */
export function daysLater(instant: number, zone: string, days: number): number {
  const ends = endsAfter(instant, zone);
  for (let known = ends.at(-1); ends.length <= days; known = ends.at(-1)) {
    if (known === undefined) break;
    const date = nextDate(known.date, zone);
    ends.push({ date, time: known.time, instant: onTheClock(date.toPlainDateTime(known.time), zone) });
  }
  return ends[days]?.instant ?? instant;
}

interface DayEnd {
  readonly date: Temporal.PlainDate;
  readonly time: Temporal.PlainTime;
  readonly instant: number;
}

/** Due dates are few, and each is asked about with every submission that came after it. */
const mostRemembered = 10_000;
const remembered = new Map<string, DayEnd[]>();

function endsAfter(instant: number, zone: string): DayEnd[] {
  const key = `${instant} ${zone}`;
  const found = remembered.get(key);
  if (found !== undefined) return found;
  if (remembered.size >= mostRemembered) remembered.clear();
  const anchor = anchorOf(instant, zone);
  const ends = [{ date: anchor.toPlainDate(), time: anchor.toPlainTime(), instant }];
  remembered.set(key, ends);
  return ends;
}

/** The next day that the zone has. */
function nextDate(date: Temporal.PlainDate, zone: string): Temporal.PlainDate {
  const next = date.add({ days: 1 });
  return next.toZonedDateTime({ timeZone: zone }).toPlainDate().equals(next) ? next : nextDate(next, zone);
}

/** What the clock shows; when it shows it for the second time, the end of what comes twice, so that later stays later. */
function anchorOf(instant: number, zone: string): Temporal.PlainDateTime {
  const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const plain = there.toPlainDateTime();
  const [first] = bothOf(plain, zone);
  if (first.epochMilliseconds === instant) return plain;
  const change = there.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  if (change === null) return plain;
  return change.subtract({ nanoseconds: 1 }).toPlainDateTime().add({ nanoseconds: 1 });
}
