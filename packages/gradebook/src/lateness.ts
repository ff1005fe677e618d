import { daysLater, inHundredths, type Lateness, type LatePolicy } from "@tinytorch/course";
import { daysBegun } from "./days-begun.ts";

const minute = 60_000;

/** When work is due, on whose clocks days are counted, and what they cost. */
export interface Lates {
  readonly due: number | null;
  readonly late: LatePolicy | null;
  /** UTC by default. */
  readonly zone?: string;
  /** Late days that are spent on it. */
  readonly spent?: number;
}

/**
 * How late work received then is; null when it is in time. The due date covers its minute, and the grace comes after that; each day begun
 * on the clocks of the zone costs, but for those that late days are spent on. Without a policy being late is free.
 */
export function latenessOf(receivedAt: number, { due, late, zone = "UTC", spent = 0 }: Lates): Lateness | null {
  if (due === null) return null;
  const grace = (late?.graceMinutes ?? 0) * minute;
  const days = daysBegun(due, zone, receivedAt - grace);
  if (days === 0) return null;
  const paid = Math.min(days, spent);
  const percentOff = Math.min(100, inHundredths((days - paid) * (late?.percentPerDay ?? 0)));
  return paid === 0 ? { days, percentOff } : { days, percentOff, spent: paid };
}

/** The last minute in which work is taken; null without a policy: then it always is. */
export function closingTime(due: number, policy: LatePolicy | null, zone = "UTC"): number | null {
  return policy && daysLater(due, zone, policy.days) + policy.graceMinutes * minute;
}

/** What is left of a score in points of the assignment, `outOf` them, in hundredths. It is never more than all. */
export function pointsLeft(score: number, maxScore: number, late: Lateness | null, outOf = maxScore): number {
  const share = outOf === maxScore ? score : (score * outOf) / maxScore;
  return Math.min(outOf, inHundredths((share * (100 - (late?.percentOff ?? 0))) / 100));
}
