import type { Temporal } from "temporal-polyfill";

/** The moment at which a zone's clocks show a time: the first where it comes twice, the jump where they jump over it. */
export function onTheClock(plain: Temporal.PlainDateTime, zone: string): number {
  const [earlier] = bothOf(plain, zone);
  if (earlier.toPlainDateTime().equals(plain)) return earlier.epochMilliseconds;
  return (earlier.getTimeZoneTransition("next") ?? earlier).epochMilliseconds;
}

/** The two moments that a time on the wall may be; one and the same on all but the nights when clocks change. */
export function bothOf(plain: Temporal.PlainDateTime, zone: string): [Temporal.ZonedDateTime, Temporal.ZonedDateTime] {
  return [
    plain.toZonedDateTime(zone, { disambiguation: "earlier" }),
    plain.toZonedDateTime(zone, { disambiguation: "later" }),
  ];
}
