import type { Lateness } from "@tinytorch/course";

/** `2 days late: −20 %`; without the second part where it costs nothing. */
export function sayLate({ days, percentOff }: Lateness): string {
  const late = `${days === 1 ? "1 day" : `${days} days`} late`;
  return percentOff === 0 ? late : `${late}: −${percentOff} %`;
}
