import { courseTimeOf, offsetOf } from "@tinytorch/course";

/**
 * A moment as the course writes it, with its zone: `Sat 5 Dec 2026, 18:00 Europe/Berlin`; and as the reader's clock shows it where
 * that is another time: `… (here 17:00 UTC)`, with its day where that is another too.
 *
 * @param instant as ISO 8601.
 * @param own the reader's zone; that of this machine by default.
 */
export function courseMoment(instant: string, zone: string, own = ownZone()): string {
  const there = wallIn(instant, zone);
  const here = wallIn(instant, own);
  // Of a time that the clock shows twice, the second one has its offset.
  const offset = offsetOf(courseTimeOf(Date.parse(instant), zone).wall) ?? "";
  const said = `${there.day}, ${there.time}${offset} ${zone}`;
  if (there.day === here.day && there.time === here.time) return said;
  return `${said} (here ${there.day === here.day ? "" : `${here.day}, `}${here.time} ${own})`;
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `Sat 5 Dec 2026` and `18:00`; with seconds only where a time has some. */
function wallIn(instant: string, timeZone: string): { readonly day: string; readonly time: string } {
  const date = new Date(instant);
  const withSeconds = date.getUTCSeconds() === 0 ? {} : ({ second: "2-digit" } as const);
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...{ weekday: "short", day: "numeric", month: "short", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...withSeconds,
    timeZone,
  }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  const clock = [part("hour"), part("minute"), part("second")].filter((text) => text !== "");
  return { day: `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}`, time: clock.join(":") };
}
