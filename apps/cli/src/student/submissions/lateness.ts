import type { Grade } from "@tinytorch/api";
import { sayCost, sayDaysLate } from "@tinytorch/api/words";
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
  return late === null ? counted : `${counted} (${sayDaysLate(late)})`;
}

/** What being late costs, as a sentence; `points` is what is left, once it is graded. */
export function viewLateness(late: Lateness, points: number | null): string {
  const counted = points === null || late.percentOff === 0 ? "" : `: ${points} count`;
  return `Handed in ${sayDaysLate(late)}, ${sayCost(late)}${counted}.`;
}
