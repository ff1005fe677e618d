import type { Lateness } from "@tinytorch/course";
import { inHundredths } from "@tinytorch/course";
import { choiceIn, countingSubmission, countsBy, outOf, passedOver, worthOf } from "./counting-submission.ts";
import { type Deadlines, deadlinesOf, givesTime, type Shows, showsAt } from "./deadlines.ts";
import {
  type Exception,
  type Extension,
  extensionsIn,
  type Facts,
  type GradedSubmission,
  lastOf,
  type Override,
} from "./facts.ts";
import { pointsLeft } from "./lateness.ts";
import type { Reason } from "./reason.ts";

/** Points of how many; both null while there is no grade, which is not a zero. */
export type Points =
  | { readonly points: number; readonly maxPoints: number }
  | { readonly points: null; readonly maxPoints: null };

/** A person's grade in a module, and how it came about. */
export type Grade = Points &
  Deadlines & {
    readonly module: string;
    /** Whether no grade is asked for, so that there is none, and no zero either. */
    readonly excused: boolean;
    /** Whether the points were given by hand. */
    readonly overridden: boolean;
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
 * The grade, from the facts: the submission that counts, less what being late costs, unless an override or an excuse says otherwise. There
 * is no other place where a grade is worked out, and none where one that can be worked out is kept.
 */
export function gradeOf(facts: Facts, now: number): Grade {
  const counting = countingSubmission(facts);
  const override = lastOverride(facts.exceptions);
  const excused = isExcused(facts);
  return {
    module: facts.assignment.module,
    ...(excused ? noPoints : pointsOf(facts, counting, override)),
    excused,
    overridden: override !== undefined,
    ...deadlinesOf(facts),
    late: counting && worthOf(counting, facts).late,
    submissionId: counting?.id ?? null,
    runId: counting?.run.id ?? null,
    reason: explain(facts, counting, override),
    shows: showsAt(facts, now),
  };
}

/** Whether no grade is asked for of the person. Points given by hand are a grade all the same. */
export function isExcused({ exceptions }: Pick<Facts, "exceptions">): boolean {
  return lastOverride(exceptions) === undefined && exceptions.some(({ kind }) => kind === "excuse");
}

const noPoints: Points = { points: null, maxPoints: null };

function pointsOf(facts: Facts, counting: GradedSubmission | null, override: Override | undefined): Points {
  if (override !== undefined) return { points: inHundredths(override.points), maxPoints: override.maxPoints };
  const points = counting && worthOf(counting, facts).points;
  if (counting === null || points === null) return noPoints;
  return { points, maxPoints: outOf(facts, counting.run.maxScore) };
}

function lastOverride(exceptions: readonly Exception[]): Override | undefined {
  return lastOf(exceptions.filter((exception) => exception.kind === "override"));
}

function explain(facts: Facts, counting: GradedSubmission | null, override: Override | undefined): Reason[] {
  const { assignment, exceptions, lateDaysLeft: left = 0 } = facts;
  const lines: Reason[] = [];
  if (counting === null) lines.push({ kind: "nothing-graded" });
  else lines.push(...explainCounting(facts, counting));
  const extensions = extensionsIn(exceptions)
    .filter((each) => givesTime(assignment, each) || addsAttempts(facts, each))
    .sort(byTimeThenWords);
  for (const each of extensions) {
    const due = givesTime(assignment, each) ? (each.due ?? null) : null;
    const attempts = addsAttempts(facts, each) ? { attempts: each.attempts } : {};
    lines.push({ kind: "extension", due, zone: assignment.zone ?? "UTC", ...attempts, because: each.because });
  }
  if (counting !== null) {
    const { late, points } = worthOf(counting, facts);
    if (late !== null && points !== null) lines.push({ kind: "late", ...late, left, points });
  }
  for (const { kind, because } of exceptions.filter((each) => each.kind === "excuse").sort(byWords)) {
    lines.push({ kind, because });
  }
  if (override !== undefined) {
    const { kind, points, maxPoints, because } = override;
    lines.push({ kind, points: inHundredths(points), maxPoints, because });
  }
  return lines;
}

function explainCounting(facts: Facts, counting: GradedSubmission): Reason[] {
  const { score, maxScore } = counting.run;
  const counts = countsBy(facts);
  const lines: Reason[] = [{ kind: "submission", score: inHundredths(score), maxScore, counts }];
  const choice = choiceIn(facts);
  if (counts === "chosen" && choice !== undefined) lines.push({ kind: "choice", because: choice.because });
  const others = passedOver(facts).length;
  if (!counting.loads || others > 0) lines.push({ kind: "does-not-load", passedOver: others });
  const all = outOf(facts, maxScore);
  if (all !== maxScore) lines.push({ kind: "scaled", points: pointsLeft(score, maxScore, null, all), maxPoints: all });
  return lines;
}

/** An attempt more is worth a word only where they are counted. */
function addsAttempts(
  { assignment }: Pick<Facts, "assignment">,
  extension: Extension,
): extension is Extension & { attempts: number } {
  return assignment.attempts != null && (extension.attempts ?? 0) > 0;
}

/** Facts come in any order, and an explanation has one. */
function byTimeThenWords(one: Extension, other: Extension): number {
  return (one.due ?? 0) - (other.due ?? 0) || (one.attempts ?? 0) - (other.attempts ?? 0) || byWords(one, other);
}

function byWords(one: { readonly because: string }, other: { readonly because: string }): number {
  return one.because < other.because ? -1 : Number(one.because > other.because);
}
