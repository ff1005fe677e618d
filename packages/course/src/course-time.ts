import { Temporal } from "temporal-polyfill";
import { offsetOf, withoutOffset } from "./offset.ts";
import { bothOf } from "./zone-clock.ts";

const minute = 60_000;

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

const form = /^2[01]\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/;

const leapSecond = /:\d\d:60(\.\d+)?$/;
const possibleOffset = /^(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text has the form of a time; whether there is that time, a zone's clocks say. */
export function isWrittenTime(text: string): boolean {
  return form.test(withoutOffset(text));
}

/**
 * Reads a moment in a zone: `2026-12-06T23:59` is the time on the wall, and of a time that comes twice the first. An offset may
 * stand behind it and must then be the zone's at that moment.
 *
 * @throws CourseTimeError for another form, a day or hour that there is not, a time that clocks jump over (with the two it could
 * mean), and an offset that is not the zone's then or is none.
 */
export function readTime(text: string, zone: string): CourseTime {
  if (!isWrittenTime(text))
    throw new CourseTimeError(`must be a time, as 2026-12-06T23:59, got ${JSON.stringify(text)}`);
  const plain = plainOf(text);
  const offset = offsetOf(text);
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
  const offset = offsetOf(text);
  if (isWrittenTime(text) && offset !== undefined) return instantOf(text, plainOf(text), offset).epochMilliseconds;
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

/** The first instant that is past a moment written to the minute: it covers its whole minute. */
export function afterMinuteOf(instant: number): number {
  return (Math.floor(instant / minute) + 1) * minute;
}

function plainOf(text: string): Temporal.PlainDateTime {
  const clock = withoutOffset(text);
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
