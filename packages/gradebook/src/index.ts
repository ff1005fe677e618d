export { type Assignment, type Assignments, assignmentOf, assignmentsOf, undated } from "./assignment.ts";
export { type Attempts, attemptsOf } from "./attempts.ts";
export { choiceIn, countingSubmission, latenessFor, type Worth, worthOf } from "./counting-submission.ts";
export { type Deadlines, deadlinesOf, opennessOf, type Shows, showsAt } from "./deadlines.ts";
export type {
  Choice,
  Exception,
  Excuse,
  Extension,
  Facts,
  GradedSubmission,
  LateDays,
  Override,
  RunFact,
  SubmissionFact,
} from "./facts.ts";
export { lateDaysIn } from "./facts.ts";
export { type Grade, gradeOf, isExcused, type Points } from "./grade.ts";
export { type GradebookColumn, type GradebookRow, gradebookTable } from "./gradebook-table.ts";
export { boughtNothing, type LateDayBank, lateDayBank } from "./late-days.ts";
export { type Prospect, prospectOf } from "./prospect.ts";
export { type Reason, sayReason } from "./reason.ts";
export { byReceipt, type Received } from "./receipt-order.ts";
export {
  enoughStudents,
  type GradedStudent,
  type ModuleStatistics,
  statisticsOf,
  type TestOutcome,
} from "./statistics/module-statistics.ts";
export { type RunTimings, type ShownReport, showReport, showTimings, type Viewer } from "./visibility.ts";
