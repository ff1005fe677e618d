import type { Lateness } from "@tinytorch/course";
import { deadlinesOf } from "./deadlines.ts";
import type { Facts, GradedSubmission, SubmissionFact } from "./facts.ts";
import { latenessOf, pointsLeft } from "./lateness.ts";

/** What decides about single submissions. */
type Deciding = Pick<Facts, "assignment" | "exceptions">;

/** What one submission is worth by itself. */
export interface Worth {
  readonly late: Lateness | null;
  /** Null while it is not graded. */
  readonly points: number | null;
}

/** How late one submission is, and what its score is worth by that; whether it counts is another question. */
export function worthOf({ receivedAt, run }: Pick<SubmissionFact, "receivedAt" | "run">, facts: Deciding): Worth {
  const late = latenessOf(receivedAt, deadlinesOf(facts).due, facts.assignment.late);
  return { late, points: run && pointsLeft(run.score, run.maxScore, late) };
}

/**
 * The submission that is the person's grade. Of those that are graded one that loads goes before any that does not, and then
 * by the assignment's policy the `latest` by the order of receipt, or the `best` by what is left of its points; of equals
 * the later.
 * @returns null while none is graded.
 */
export function countingSubmission(facts: Deciding & Pick<Facts, "submissions">): GradedSubmission | null {
  return facts.submissions
    .filter(isGraded)
    .reduce<GradedSubmission | null>(
      (counting, each) => (counting === null || goesBefore(each, counting, facts) ? each : counting),
      null,
    );
}

/** Those that would count in the counting one's place if they loaded. */
export function passedOver(facts: Deciding & Pick<Facts, "submissions">): readonly GradedSubmission[] {
  const counting = countingSubmission(facts);
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
  return one.sequence > other.sequence;
}

/** Of what it could have earned: runs of different releases of a suite may be out of different points. */
function share(submission: GradedSubmission, facts: Deciding): number {
  const { late } = worthOf(submission, facts);
  const { score, maxScore } = submission.run;
  return pointsLeft(score, maxScore, late) / maxScore;
}

function isGraded(submission: SubmissionFact): submission is GradedSubmission {
  return submission.run !== null;
}
