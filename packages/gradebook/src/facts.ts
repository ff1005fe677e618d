import type { Assignment } from "./assignment.ts";

/** One grading of a submission. */
export interface RunFact {
  readonly id: string;
  readonly score: number;
  readonly maxScore: number;
  /** When it was made: told with a grade, which does not depend on it. */
  readonly gradedAt?: number;
}

/** What was handed in, when, and the run that stands for it; null while there is none. */
export interface SubmissionFact {
  readonly id: string;
  /** Its place among all submissions, in the order in which they came in: of two that count as received at one time the later. */
  readonly sequence: number;
  readonly receivedAt: number;
  readonly run: RunFact | null;
  /** Whether every file of it loads; true where that is not known. One that does not never replaces a grade. */
  readonly loads: boolean;
  /** Whether the grader broke on it at every attempt of its own, which consumes none of the student's. */
  readonly failed?: boolean;
}

/** A submission that has a grade. */
export type GradedSubmission = SubmissionFact & { readonly run: RunFact };

/** More time, more attempts, or both. One that would give less time gives none. */
export interface Extension {
  readonly kind: "extension";
  readonly due?: number;
  readonly closes?: number;
  /** Besides those that everybody has. */
  readonly attempts?: number;
  /** What the student reads as the reason. */
  readonly because: string;
}

/** Points given by hand, whatever the tests gave and even where nothing was handed in. */
export interface Override {
  readonly kind: "override";
  /** The order in which overrides were recorded: the last one holds. */
  readonly sequence: number;
  readonly points: number;
  readonly maxPoints: number;
  /** What the student reads as the reason. */
  readonly because: string;
}

/** No grade is asked for: neither points nor a zero. An override beside it still is a grade. */
export interface Excuse {
  readonly kind: "excuse";
  readonly because: string;
}

/** This submission counts, once it is graded, whatever the policy says. */
export interface Choice {
  readonly kind: "choice";
  /** The order in which choices were recorded: the last one holds. */
  readonly sequence: number;
  readonly submissionId: string;
  readonly because: string;
}

/** Days late that cost nothing here, taken from the person's bank by their own word. Several add up. */
export interface LateDays {
  readonly kind: "late-days";
  readonly days: number;
}

/**
 * What holds for one person besides the assignment, whether it was granted to the person, a section or a team: who grants
 * it to whom is the store's to know. A new kind of it is a member of this union and is worked out in this package.
 */
export type Exception = Extension | Override | Excuse | Choice | LateDays;

/** All that decides a person's grade in a module. Times are milliseconds since 1970; lists may be in any order. */
export interface Facts {
  readonly assignment: Assignment;
  readonly submissions: readonly SubmissionFact[];
  /** Those that hold for the person. One that was taken back is not among them. */
  readonly exceptions: readonly Exception[];
  /** Everybody's in the module: what would help those who may still hand in is kept back until the last of them is done. */
  readonly extensionsOfAll: readonly Extension[];
  /** Late days that the person could spend still; none by default. */
  readonly lateDaysLeft?: number;
}

/** The extensions among a person's exceptions. */
export function extensionsIn(exceptions: readonly Exception[]): readonly Extension[] {
  return exceptions.filter((exception) => exception.kind === "extension");
}

/** How many late days a person has spent on it. */
export function lateDaysIn(exceptions: readonly Exception[]): number {
  return exceptions.reduce((sum, exception) => sum + (exception.kind === "late-days" ? exception.days : 0), 0);
}

/** Of what was recorded one after another, the last. */
export function lastOf<Recorded extends { readonly sequence: number }>(all: readonly Recorded[]): Recorded | undefined {
  return all.reduce<Recorded | undefined>(
    (last, each) => (last === undefined || each.sequence > last.sequence ? each : last),
    undefined,
  );
}
