export { type Assignment, type Assignments, assignmentsOf, type CountingPolicy, undated } from "./assignment.ts";
export { countingSubmission, type Worth, worthOf } from "./counting-submission.ts";
export { type Deadlines, deadlinesOf, type Shows, showsAt } from "./deadlines.ts";
export type {
  Exception,
  Extension,
  Facts,
  GradedSubmission,
  Override,
  RunFact,
  SubmissionFact,
} from "./facts.ts";
export { type Grade, gradeOf, type Points } from "./grade.ts";
export { type GradebookRow, gradebookTable } from "./gradebook-table.ts";
export { type Reason, sayReason } from "./reason.ts";
export { type RunTimings, type ShownReport, showReport, showTimings, type Viewer } from "./visibility.ts";
