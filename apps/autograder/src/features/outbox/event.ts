import type { NotificationKind } from "@tinytorch/api";

/** What may have changed a grade: a grading of a submission, a regrade, what holds for one person, or what was decided about the module. */
export type GradeCause = "submission" | "regrade" | "exception" | "assignment";

/** Something that happened to a person's work, as the store keeps it; `at` is a time of day. */
export interface StoredEvent {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly userId: string;
  readonly module: string | null;
  /** The id of the submission or question that it is about; null for a grade. */
  readonly subject: string | null;
  /** Null but for `grade.changed`. */
  readonly cause: GradeCause | null;
  readonly at: number;
}

/** A fact to be told. */
export type NewEvent =
  | {
      readonly kind: "submission.received" | "submission.graded" | "question.answered";
      readonly userId: string;
      readonly module: string;
      readonly subject: string;
    }
  | {
      readonly kind: "grade.changed";
      readonly userId: string;
      readonly module: string;
      readonly cause: GradeCause;
    };
