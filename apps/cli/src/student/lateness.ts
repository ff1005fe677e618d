import type { Lateness } from "@tinytorch/course";

/** The points that count, and behind them how late the work came: `81 of 100 (1 day late)`. */
export function viewCounted(counted: string, late: Lateness | null): string {
  return late === null ? counted : `${counted} (${viewDaysLate(late)})`;
}

/** What being late costs, as a sentence; `points` is what is left, once it is graded. */
export function viewLateness(late: Lateness, points: number | null): string {
  const { percentOff } = late;
  const cost = percentOff === 0 ? "no points are taken off" : `${percentOff} % of the points is taken off`;
  const counted = points === null || percentOff === 0 ? "" : `: ${points} count`;
  return `Handed in ${viewDaysLate(late)}, ${cost}${counted}.`;
}

function viewDaysLate({ days }: Lateness): string {
  return days === 1 ? "1 day late" : `${days} days late`;
}
