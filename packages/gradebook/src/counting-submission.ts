import type { CountingPolicy, Lateness } from "@tinytorch/course";
import { deadlinesOf } from "./deadlines.ts";
import { type Choice, type Facts, type GradedSubmission, lastOf, lateDaysIn, type SubmissionFact } from "./facts.ts";
import { latenessOf, pointsLeft } from "./lateness.ts";
import { byReceipt } from "./receipt-order.ts";

/** What decides about single submissions. */
type Deciding = Pick<Facts, "assignment" | "exceptions">;

/** What one submission is worth by itself. */
export interface Worth {
  readonly late: Lateness | null;
  /** Null while it is not graded. */
  readonly points: number | null;
}

/** How late work that comes then is for the person. */
export function latenessFor({ assignment, exceptions }: Deciding, receivedAt: number): Lateness | null {
  const { due } = deadlinesOf({ assignment, exceptions });
  return latenessOf(receivedAt, { ...assignment, due, spent: lateDaysIn(exceptions) });
}

/** How late one submission is, and what its score is worth by that; whether it counts is another question. */
export function worthOf({ receivedAt, run }: Pick<SubmissionFact, "receivedAt" | "run">, facts: Deciding): Worth {
  const late = latenessFor(facts, receivedAt);
  return { late, points: run && pointsLeft(run.score, run.maxScore, late, outOf(facts, run.maxScore)) };
}

/** What a module is worth at most, whose tests give so much. */
export function outOf({ assignment }: Deciding, maxScore: number): number {
  return assignment.points ?? maxScore;
}

/**
 * The submission that is the person's grade: the one that was chosen, once it is graded. Else, of those that are graded, one that
 * loads goes before any that does not, and then by the assignment's policy the `latest` by `byReceipt`, or the `best` by what
 * is left of its points; of equals the later. Where one is to be `chosen` and none is, the latest counts.
 * @returns null while none is graded.
 */
export function countingSubmission(facts: Deciding & Pick<Facts, "submissions">): GradedSubmission | null {
  return chosenSubmission(facts) ?? byPolicy(facts);
}

/** By what the counting submission counts. */
export function countsBy(facts: Deciding & Pick<Facts, "submissions">): CountingPolicy {
  if (chosenSubmission(facts) !== null) return "chosen";
  return facts.assignment.counts === "best" ? "best" : "latest";
}

/** The choice that holds. */
export function choiceIn({ exceptions }: Pick<Facts, "exceptions">): Choice | undefined {
  return lastOf(exceptions.filter((exception) => exception.kind === "choice"));
}

function chosenSubmission(facts: Deciding & Pick<Facts, "submissions">): GradedSubmission | null {
  const choice = choiceIn(facts);
  if (choice === undefined) return null;
  return facts.submissions.filter(isGraded).find(({ id }) => id === choice.submissionId) ?? null;
}

function byPolicy(facts: Deciding & Pick<Facts, "submissions">): GradedSubmission | null {
  return facts.submissions
    .filter(isGraded)
    .reduce<GradedSubmission | null>(
      (counting, each) => (counting === null || goesBefore(each, counting, facts) ? each : counting),
      null,
    );
}

/** Those that would count in the counting one's place if they loaded. */
export function passedOver(facts: Deciding & Pick<Facts, "submissions">): readonly GradedSubmission[] {
  if (chosenSubmission(facts) !== null) return [];
  const counting = byPolicy(facts);
  if (counting === null || !counting.loads) return [];
  return facts.submissions.filter(isGraded).filter((each) => !each.loads && goesBeforeByPolicy(each, counting, facts));
}

function goesBefore(one: GradedSubmission, other: GradedSubmission, facts: Deciding): boolean {
  return one.loads === other.loads ? goesBeforeByPolicy(one, other, facts) : one.loads;
}

function goesBeforeByPolicy(one: GradedSubmission, other: GradedSubmission, facts: Deciding): boolean {
  if (facts.assignment.counts === "best") {
    const difference = share(one, facts) - share(other, facts);
    if (difference !== 0) return difference > 0;
  }
  return byReceipt(one, other) > 0;
}

/** Of what it could have earned: runs of different releases of a suite may be out of different points. */
function share(submission: GradedSubmission, facts: Deciding): number {
  return (worthOf(submission, facts).points ?? 0) / outOf(facts, submission.run.maxScore);
}

function isGraded(submission: SubmissionFact): submission is GradedSubmission {
  return submission.run !== null;
}
