import type { Grade } from "@tinytorch/api";
import type { Lateness } from "@tinytorch/course";

/** `EX` of who is excused, else the points; `*` says that they were given by hand. */
export function viewPoints({
  counted,
  excused,
  overridden,
}: Pick<Grade, "counted" | "excused" | "overridden">): string {
  return excused ? "EX" : `${counted ?? "–"}${overridden ? "*" : ""}`;
}

/** The points that count, and behind them how late the work came: `81 of 100 (1 day late)`. */
export function viewCounted(counted: string, late: Lateness | null): string {
  return late === null ? counted : `${counted} (${viewDaysLate(late)})`;
}

/** What being late costs, as a sentence; `points` is what is left, once it is graded. */
export function viewLateness(late: Lateness, points: number | null): string {
  const counted = points === null || late.percentOff === 0 ? "" : `: ${points} count`;
  return `Handed in ${viewDaysLate(late)}, ${viewCost(late)}${counted}.`;
}

/** `10 % of the points is taken off` */
export function viewCost({ percentOff, spent = 0 }: Lateness): string {
  const paid = spent === 0 ? "" : `${spent === 1 ? "1 late day is" : `${spent} late days are`} spent on it, `;
  return paid + viewTakenOff(percentOff);
}

function viewTakenOff(percentOff: number): string {
  return percentOff === 0 ? "no points are taken off" : `${percentOff} % of the points is taken off`;
}

/** `2 days late` */
export function viewDaysLate({ days }: Lateness): string {
  return days === 1 ? "1 day late" : `${days} days late`;
}
