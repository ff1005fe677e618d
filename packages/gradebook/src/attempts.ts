import { extensionsIn, type Facts, type SubmissionFact } from "./facts.ts";

const minute = 60_000;

/** How often a person may still hand in, and from when on. */
export interface Attempts {
  /** Those of the assignment and of the person's extensions; null: as many as they like. */
  readonly allowed: number | null;
  readonly used: number;
  readonly left: number | null;
  /** When the next one is taken; null when that is now. */
  readonly next: number | null;
}

/**
 * A person's attempts. A submission with a file that does not load consumes none while it has earned no points, nor does one that
 * the grader broke on; one that waits to be graded does. The cool-down runs from the receipt of the last that did; receipts of a time that has not come, from a clock that was
 * ahead, keep nobody waiting.
 */
export function attemptsOf(
  { assignment, exceptions, submissions }: Omit<Facts, "extensionsOfAll">,
  now: number,
): Attempts {
  const consuming = submissions.filter(consumes);
  const used = consuming.length;
  const more = extensionsIn(exceptions).reduce((sum, { attempts = 0 }) => sum + attempts, 0);
  const allowed = assignment.attempts == null ? null : assignment.attempts + more;
  const received = consuming.map(({ receivedAt }) => receivedAt).filter((time) => time <= now);
  const next = Math.max(...received) + (assignment.coolDownMinutes ?? 0) * minute;
  return { allowed, used, left: allowed && Math.max(0, allowed - used), next: next > now ? next : null };
}

/** Points that were earned, and the report on them, are an attempt's worth, whatever else did not load. */
function consumes({ loads, failed = false, run }: SubmissionFact): boolean {
  return run === null ? loads && !failed : loads || run.score > 0;
}
