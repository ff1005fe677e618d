import type { Assignment } from "./assignment.ts";

/** One grading of a submission. */
export interface RunFact {
  readonly id: string;
  readonly score: number;
  readonly maxScore: number;
}

/** What was handed in, when, and the run that stands for it; null while there is none. */
export interface SubmissionFact {
  readonly id: string;
  /** Its place in the order of receipt, among all submissions. */
  readonly sequence: number;
  readonly receivedAt: number;
  readonly run: RunFact | null;
  /** Whether every file of it loads; true where that is not known. One that does not never replaces a grade. */
  readonly loads: boolean;
}

/** A submission that has a grade. */
export type GradedSubmission = SubmissionFact & { readonly run: RunFact };

/** More time: the due date, the end of taking work, or both. One that would give less time gives none. */
export interface Extension {
  readonly kind: "extension";
  readonly due?: number;
  readonly closes?: number;
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

/**
 * What holds for one person besides the assignment, whether it was granted to the person, a section or a team: who grants
 * it to whom is the store's to know. A new kind of it (an excuse, late days spent, attempts added, a submission chosen) is a
 * member of this union and is worked out in this package.
 */
export type Exception = Extension | Override;

/** All that decides a person's grade in a module. Times are milliseconds since 1970; lists may be in any order. */
export interface Facts {
  readonly assignment: Assignment;
  readonly submissions: readonly SubmissionFact[];
  /** Those that hold for the person. One that was taken back is not among them. */
  readonly exceptions: readonly Exception[];
  /** Everybody's in the module: what would help those who may still hand in is kept back until the last of them is done. */
  readonly extensionsOfAll: readonly Extension[];
}

/** The extensions among a person's exceptions. */
export function extensionsIn(exceptions: readonly Exception[]): readonly Extension[] {
  return exceptions.filter((exception) => exception.kind === "extension");
}
