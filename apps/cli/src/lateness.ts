import { countedPoints, type Lateness } from "@tinytorch/course";

/** `1 day late`, or nothing for work that came in time. */
export function viewDaysLate(late: Lateness | null): string {
  if (late === null) return "";
  return late.days === 1 ? "1 day late" : `${late.days} days late`;
}

/** What being late costs, as a sentence; `score` is what the tests gave, once there is one. */
export function viewLateness(late: Lateness, score: number | null): string {
  const { percentOff } = late;
  const cost = percentOff === 0 ? "no points are taken off" : `${percentOff} % of the points is taken off`;
  const counted = score === null || percentOff === 0 ? "" : `: ${countedPoints(score, late)} count`;
  return `Handed in ${viewDaysLate(late)}, ${cost}${counted}.`;
}
