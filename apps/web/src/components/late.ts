import type { Lateness } from "@tinytorch/course";

/** `2 days late: −20 %` */
export function sayLate({ days, percentOff }: Lateness): string {
  return `${days === 1 ? "1 day" : `${days} days`} late: −${percentOff} %`;
}
