import type { Lateness } from "@tinytorch/course";
import { type Attempts, attemptsOf } from "./attempts.ts";
import { countingSubmission, countsBy, latenessFor, outOf, worthOf } from "./counting-submission.ts";
import { opennessOf } from "./deadlines.ts";
import type { Facts, SubmissionFact } from "./facts.ts";
import { pointsLeft } from "./lateness.ts";
import { byReceipt } from "./receipt-order.ts";

/** What handing in now would mean for a person's grade in a module. */
export interface Prospect {
  /** Whether work is taken at that time; a person may have no attempt left all the same. */
  readonly open: boolean;
  readonly attempts: Attempts;
  /** How late it would be; null when it would be in time. */
  readonly late: Lateness | null;
  /** The most points that it could be worth. */
  readonly atMost: number;
  /** Whether it could become the grade: not where nothing is taken, nor where another was chosen, points were given by hand or none are asked for. */
  readonly canCount: boolean;
  /**
   * Whether handing in could lower the grade without being worse work: the same work would be worth less now, or the grade is
   * already as high as it could become. That worse work is worth less goes without saying.
   */
  readonly couldLower: boolean;
  /** Submissions that are not graded and would count before those that are. */
  readonly waiting: number;
}

/** Exceptions under which what is handed in changes nothing. */
const settled: ReadonlySet<string> = new Set(["override", "excuse"]);

/** What handing in at a moment would mean, from the facts; `maxPoints` is what the module's tests give at most. */
export function prospectOf(facts: Facts, now: number, maxPoints: number): Prospect {
  const open = opennessOf(facts, now) === "open";
  const attempts = attemptsOf(facts, now);
  const late = latenessFor(facts, now);
  const all = outOf(facts, maxPoints);
  const atMost = pointsLeft(maxPoints, maxPoints, late, all);
  const counts = countsBy(facts);
  const isSettled = counts === "chosen" || facts.exceptions.some(({ kind }) => settled.has(kind));
  const canCount = open && attempts.left !== 0 && !isSettled;
  const waiting = waitingOf(facts);
  const replaces = canCount && counts === "latest";
  const couldLower = replaces && (costsMore(facts, waiting, late) || gainsNothing(facts, atMost / all));
  return { open, attempts, late, atMost, canCount, couldLower, waiting: waiting.length };
}

/** What was received after the counting submission and has no run yet. */
function waitingOf(facts: Facts): readonly SubmissionFact[] {
  const counting = countingSubmission(facts);
  return facts.submissions.filter((each) => each.run === null && (counting === null || byReceipt(each, counting) > 0));
}

/** Whether what counts, or what waits to count, came when it cost less. */
function costsMore(facts: Facts, waiting: readonly SubmissionFact[], late: Lateness | null): boolean {
  const counting = countingSubmission(facts);
  const hasPoints = counting !== null && counting.run.score > 0;
  return [...waiting, ...(hasPoints ? [counting] : [])].some(
    (each) => (late?.percentOff ?? 0) > (worthOf(each, facts).late?.percentOff ?? 0),
  );
}

/** Whether the grade is, in shares of its points, what work could become at most. */
function gainsNothing(facts: Facts, most: number): boolean {
  const counting = countingSubmission(facts);
  const points = counting && worthOf(counting, facts).points;
  return counting !== null && points !== null && points > 0 && points / outOf(facts, counting.run.maxScore) >= most;
}
