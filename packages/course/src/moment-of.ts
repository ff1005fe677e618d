import { Temporal } from "temporal-polyfill";
import { offsetOf } from "./offset.ts";
import { onTheClock } from "./zone-clock.ts";

/** A course has few dates, and each is asked for with every grade. */
const moments = new Map<string, number>();
const mostRemembered = 10_000;

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
  if (offsetOf(wall) !== undefined) return Temporal.Instant.from(wall).epochMilliseconds;
  return onTheClock(Temporal.PlainDateTime.from(wall), zone);
}
