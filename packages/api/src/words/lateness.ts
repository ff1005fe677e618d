import type { Lateness } from "@tinytorch/course";

/** `2 days late` */
export function sayDaysLate({ days }: Pick<Lateness, "days">): string {
  return days === 1 ? "1 day late" : `${days} days late`;
}

/** `1 late day is spent on it, 10 % of the points is taken off` */
export function sayCost({ percentOff, spent = 0 }: Lateness): string {
  const paid = spent === 0 ? "" : `${spent === 1 ? "1 late day is" : `${spent} late days are`} spent on it, `;
  return paid + (percentOff === 0 ? "no points are taken off" : `${percentOff} % of the points is taken off`);
}
