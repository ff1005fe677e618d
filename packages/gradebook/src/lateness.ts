import type { Lateness, LatePolicy } from "@tinytorch/course";
import { inHundredths } from "@tinytorch/course";

const minute = 60_000;
const day = 24 * 60 * minute;

/** How late work received then is; null when it is in time. Without a policy being late is free. */
export function latenessOf(receivedAt: number, due: number | null, policy: LatePolicy | null): Lateness | null {
  if (due === null) return null;
  const late = receivedAt - due - (policy?.graceMinutes ?? 0) * minute;
  if (late <= 0) return null;
  const days = Math.ceil(late / day);
  return { days, percentOff: Math.min(100, inHundredths(days * (policy?.percentPerDay ?? 0))) };
}

/** When work is no longer taken; null without a policy: then it always is. */
export function closingTime(due: number, policy: LatePolicy | null): number | null {
  return policy && due + policy.days * day + policy.graceMinutes * minute;
}

/** What is left of a score, in hundredths. It is never more than `maxScore`. */
export function pointsLeft(score: number, maxScore: number, late: Lateness | null): number {
  return Math.min(maxScore, inHundredths((score * (100 - (late?.percentOff ?? 0))) / 100));
}
