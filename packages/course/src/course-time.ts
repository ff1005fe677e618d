import { Temporal } from "temporal-polyfill";

const minute = 60_000;

/** A course has few dates, and each is asked for with every grade. */
const moments = new Map<string, number>();
const mostRemembered = 10_000;

/** A moment as people write it and as instants compare: the clock on the wall of a zone, and milliseconds since 1970. */
export interface CourseTime {
  /** `2026-12-06T23:59`; with its offset where the clock shows that time twice and the second one is meant. */
  readonly wall: string;
  readonly instant: number;
}

/** A text that is no moment of a zone; the message says why in one clause. */
export class CourseTimeError extends RangeError {
  override readonly name = "CourseTimeError";
}

/** Whether a text names a zone of the IANA's, as `Europe/Berlin`; an offset, as `+01:00`, is none. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch {
    return false;
  }
}

const form = /^2[01]\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/;

const leapSecond = /:\d\d:60(\.\d+)?$/;
const possibleOffset = /^(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text has the form of a time; whether there is that time, a zone's clocks say. */
export function isWrittenTime(text: string): boolean {
  return form.test(text);
}

/**
 * Reads a moment in a zone: `2026-12-06T23:59` is the time on the wall, and of a time that comes twice the first. An offset may
 * stand behind it and must then be the zone's at that moment.
 *
 * @throws CourseTimeError for another form, a day or hour that there is not, a time that clocks jump over (with the two it could
 * mean), and an offset that is not the zone's then or is none.
 */
export function readTime(text: string, zone: string): CourseTime {
  if (!form.test(text)) throw new CourseTimeError(`must be a time, as 2026-12-06T23:59, got ${JSON.stringify(text)}`);
  const plain = plainOf(text);
  const offset = /(Z|[+-]\d\d:\d\d)$/.exec(text)?.[1];
  if (offset !== undefined) return withOffset(text, plain, offset, zone);
  const [earlier, later] = bothOf(plain, zone);
  if (!earlier.toPlainDateTime().equals(plain)) {
    throw new CourseTimeError(
      `must be a time that the clocks of ${zone} show, got ${text}, which they jump over: ` +
        `it could mean ${sayMoment(earlier)} or ${sayMoment(later)}`,
    );
  }
  return courseTimeOf(earlier.epochMilliseconds, zone);
}

/**
 * Reads a moment whose offset alone says when it is, whatever the zone.
 *
 * @throws CourseTimeError for another form, a day or hour that there is not, and an offset that there is not.
 */
export function readOffsetTime(text: string): number {
  const offset = /(Z|[+-]\d\d:\d\d)$/.exec(text)?.[1];
  if (form.test(text) && offset !== undefined) return instantOf(text, plainOf(text), offset).epochMilliseconds;
  throw new CourseTimeError(
    `must be a time with its offset, as 2026-12-06T23:59:00+01:00, got ${JSON.stringify(text)}`,
  );
}

/** An instant as a zone's clock shows it. */
export function courseTimeOf(instant: number, zone: string): CourseTime {
  const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const plain = there.toPlainDateTime();
  const [first] = bothOf(plain, zone);
  const wall = plain.toString({ smallestUnit: instant % minute === 0 ? "minute" : "millisecond" });
  return { wall: first.epochMilliseconds === instant ? wall : `${wall}${there.offset}`, instant };
}

/** A moment as people read it, with the zone whose clocks show it: `2026-12-06 23:59 Europe/Berlin`. Parts of a second are left out. */
export function sayTime(instant: number, zone: string): string {
  const { wall } = courseTimeOf(instant, zone);
  return `${wall.replace("T", " ").replace(/\.\d+/, "")} ${zone}`;
}

/**
 * The instant of a wall time that was read once. Where a zone's rules have changed since and clocks jump over it now, it is the
 * moment of the jump.
 */
export function momentOf(wall: string, zone: string): number {
  const key = `${wall} ${zone}`;
  const known = moments.get(key);
  if (known !== undefined) return known;
  if (moments.size >= mostRemembered) moments.clear();
  const moment = workOutMoment(wall, zone);
  moments.set(key, moment);
  return moment;
}

function workOutMoment(wall: string, zone: string): number {
  if (/(Z|[+-]\d\d:\d\d)$/.test(wall)) return Temporal.Instant.from(wall).epochMilliseconds;
  return onTheClock(Temporal.PlainDateTime.from(wall), zone);
}

/** The first instant that is past a moment written to the minute: it covers its whole minute. */
export function afterMinuteOf(instant: number): number {
  return (Math.floor(instant / minute) + 1) * minute;
}

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

function onTheClock(plain: Temporal.PlainDateTime, zone: string): number {
  const [earlier] = bothOf(plain, zone);
  if (earlier.toPlainDateTime().equals(plain)) return earlier.epochMilliseconds;
  return (earlier.getTimeZoneTransition("next") ?? earlier).epochMilliseconds;
}

/** The two moments that a time on the wall may be; one and the same on all but the nights when clocks change. */
function bothOf(plain: Temporal.PlainDateTime, zone: string): [Temporal.ZonedDateTime, Temporal.ZonedDateTime] {
  return [
    plain.toZonedDateTime(zone, { disambiguation: "earlier" }),
    plain.toZonedDateTime(zone, { disambiguation: "later" }),
  ];
}

function plainOf(text: string): Temporal.PlainDateTime {
  const clock = text.replace(/(Z|[+-]\d\d:\d\d)$/, "");
  try {
    // The library takes a second 60 for the 59th, whatever is said of overflow.
    if (!leapSecond.test(clock)) return Temporal.PlainDateTime.from(clock, { overflow: "reject" });
  } catch {}
  throw new CourseTimeError(`must be a day and an hour that there are, got ${text}`);
}

function withOffset(text: string, plain: Temporal.PlainDateTime, offset: string, zone: string): CourseTime {
  const instant = instantOf(text, plain, offset);
  const there = instant.toZonedDateTimeISO(zone);
  if (!there.toPlainDateTime().equals(plain)) {
    throw new CourseTimeError(
      `must have the offset of ${zone} at that moment or none, got ${text}, where the clocks show ${sayMoment(there)}`,
    );
  }
  return courseTimeOf(instant.epochMilliseconds, zone);
}

function instantOf(text: string, plain: Temporal.PlainDateTime, offset: string): Temporal.Instant {
  if (!possibleOffset.test(offset)) {
    throw new CourseTimeError(`must have an offset from -23:59 to +23:59, got ${text}`);
  }
  return Temporal.Instant.from(`${plain.toString()}${offset}`);
}

function sayMoment(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ smallestUnit: "minute", timeZoneName: "never" });
}
