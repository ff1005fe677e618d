import type { Lateness } from "@tinytorch/course";
import { inHundredths } from "@tinytorch/course";
import { countingSubmission, passedOver, worthOf } from "./counting-submission.ts";
import { type Deadlines, deadlinesOf, givesTime, type Shows, showsAt } from "./deadlines.ts";
import type { Exception, Extension, Facts, GradedSubmission, Override } from "./facts.ts";
import type { Reason } from "./reason.ts";

/** Points of how many; both null while there is no grade, which is not a zero. */
export type Points =
  | { readonly points: number; readonly maxPoints: number }
  | { readonly points: null; readonly maxPoints: null };

/** A person's grade in a module, and how it came about. */
export type Grade = Points &
  Deadlines & {
    readonly module: string;
    /** Of the submission that counts; null when it came in time, and without one. */
    readonly late: Lateness | null;
    /** The submission that counts and the run that stands for it, also under an override; null without one. */
    readonly submissionId: string | null;
    readonly runId: string | null;
    /** The explanation, in the order in which one thing follows from another. */
    readonly reason: readonly Reason[];
    readonly shows: Shows;
  };

/**
 * The grade, from the facts: the submission that counts, less what being late costs, unless an override says otherwise. There
 * is no other place where a grade is worked out, and none where one that can be worked out is kept.
 */
export function gradeOf(facts: Facts, now: number): Grade {
  const counting = countingSubmission(facts);
  const override = lastOverride(facts.exceptions);
  return {
    module: facts.assignment.module,
    ...pointsOf(facts, counting, override),
    ...deadlinesOf(facts),
    late: counting && worthOf(counting, facts).late,
    submissionId: counting?.id ?? null,
    runId: counting?.run.id ?? null,
    reason: explain(facts, counting, override),
    shows: showsAt(facts, now),
  };
}

function pointsOf(facts: Facts, counting: GradedSubmission | null, override: Override | undefined): Points {
  if (override !== undefined) return { points: inHundredths(override.points), maxPoints: override.maxPoints };
  const points = counting && worthOf(counting, facts).points;
  if (counting === null || points === null) return { points: null, maxPoints: null };
  return { points, maxPoints: counting.run.maxScore };
}

function lastOverride(exceptions: readonly Exception[]): Override | undefined {
  return exceptions
    .filter((exception) => exception.kind === "override")
    .sort((one, other) => one.sequence - other.sequence)
    .at(-1);
}

function explain(facts: Facts, counting: GradedSubmission | null, override: Override | undefined): Reason[] {
  const { assignment, exceptions } = facts;
  const lines: Reason[] = [];
  if (counting === null) lines.push({ kind: "nothing-graded" });
  else {
    const { score, maxScore } = counting.run;
    lines.push({ kind: "submission", score: inHundredths(score), maxScore, counts: assignment.counts });
    const others = passedOver(facts).length;
    if (!counting.loads || others > 0) lines.push({ kind: "does-not-load", passedOver: others });
  }
  const extensions = exceptions.filter((exception) => givesTime(assignment, exception)).sort(byTimeThenWords);
  for (const { due = null, because } of extensions) lines.push({ kind: "extension", due, because });
  if (counting !== null) {
    const { late, points } = worthOf(counting, facts);
    if (late !== null && points !== null) lines.push({ kind: "late", ...late, points });
  }
  if (override !== undefined) {
    const { kind, points, maxPoints, because } = override;
    lines.push({ kind, points: inHundredths(points), maxPoints, because });
  }
  return lines;
}

/** Facts come in any order, and an explanation has one. */
function byTimeThenWords(one: Extension, other: Extension): number {
  const difference = (one.due ?? 0) - (other.due ?? 0);
  if (difference !== 0) return difference;
  return one.because < other.because ? -1 : Number(one.because > other.because);
}
