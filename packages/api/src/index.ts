export { type Client, type ClientOptions, createClient, type EventsOptions } from "./client.ts";
export {
  type DeadLetter,
  type DeadLetterList,
  deadLetterListSchema,
  deadLetterSchema,
} from "./dead-letters.ts";
export {
  ApiError,
  type ApiErrorDetails,
  type ErrorBody,
  type ErrorCode,
  errorBodySchema,
  errors,
  ServiceUnreachableError,
} from "./errors.ts";
export {
  type Grade,
  type Gradebook,
  type Grades,
  gradebookQuerySchema,
  gradebookSchema,
  gradeSchema,
  gradesSchema,
} from "./grades.ts";
export { type Health, healthSchema, type Readiness, readinessSchema } from "./health.ts";
export { type ModuleSummary, type Modules, moduleSummarySchema, modulesSchema } from "./modules.ts";
export {
  type Regrade,
  type RegradeList,
  type RegradeRequest,
  type RegradeState,
  type RegradeWhich,
  regradeListSchema,
  regradeRequestSchema,
  regradeSchema,
  regradeStateSchema,
  regradeWhichSchema,
  type ScoreChange,
  scoreChangeSchema,
} from "./regrades.ts";
export {
  type Rerun,
  type Run,
  type RunComparison,
  type RunKind,
  rerunSchema,
  runComparisonSchema,
  runKindSchema,
  runSchema,
  type Verdict,
  type VerdictChange,
  verdictChangeSchema,
} from "./runs.ts";
export { isLastEvent, type SubmissionEvent, submissionEventSchema } from "./submission-events.ts";
export {
  type Receipt,
  type RunTimings,
  receiptSchema,
  reportStateSchema,
  runTimingsSchema,
  type ShownReport,
  type Submission,
  type SubmissionList,
  type SubmissionListQuery,
  type SubmissionStatus,
  type SubmissionSummary,
  type SubmitRequest,
  shownReportSchema,
  submissionListQuerySchema,
  submissionListSchema,
  submissionSchema,
  submissionStatusSchema,
  submissionSummarySchema,
  submitRequestSchema,
  waitSecondsSchema,
} from "./submissions.ts";
export {
  type CreatedUser,
  type CreateUserRequest,
  createdUserSchema,
  createUserRequestSchema,
  type IssuedToken,
  issuedTokenSchema,
  issueTokenRequestSchema,
  type Role,
  roleSchema,
  type User,
  type UserList,
  userListQuerySchema,
  userListSchema,
  userNameSchema,
  userSchema,
} from "./users.ts";
