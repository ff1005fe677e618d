export {
  accountsApi,
  type CreatedUser,
  type CreateUserRequest,
  createdUserSchema,
  createUserRequestSchema,
  type IssuedToken,
  issuedTokenSchema,
  issueTokenRequestSchema,
  type User,
  type UserList,
  userListQuerySchema,
  userListSchema,
  userSchema,
} from "./accounts.ts";

export { api } from "./api.ts";
export {
  type AuditEntry,
  type AuditPage,
  type AuditQuery,
  auditApi,
  auditEntrySchema,
  auditPageSchema,
  auditQuerySchema,
} from "./audit.ts";
export { type Client, type ClientOptions, createClient } from "./client.ts";
export type { CallOptions, EventsOptions } from "./client-type.ts";
export {
  type DeadLetter,
  type DeadLetterList,
  deadLetterListSchema,
  deadLetterSchema,
  deadLettersApi,
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
  gradesApi,
  gradesSchema,
} from "./grades.ts";
export { type Health, healthApi, healthSchema, type Readiness, readinessSchema } from "./health.ts";
export { type ModuleSummary, type Modules, moduleSummarySchema, modulesApi, modulesSchema } from "./modules.ts";
export { type Person, personSchema } from "./person.ts";
export {
  type KeptReason,
  keptReasonSchema,
  keptSubmissionSchema,
  type Regrade,
  type RegradeList,
  type RegradeRequest,
  type RegradeState,
  type RegradeWhich,
  regradeListSchema,
  regradeRequestSchema,
  regradeSchema,
  regradeStateSchema,
  regradesApi,
  regradeWhichSchema,
  type ScoreChange,
  scoreChangeSchema,
} from "./regrades.ts";
export { type Callers, type Role, roleSchema } from "./role.ts";
export {
  type Answer,
  type EventsAnswer,
  isEventStream,
  isText,
  pathParameters,
  type Route,
  type RouteShape,
  type Routes,
  successes,
  type TextAnswer,
} from "./route.ts";
export {
  type Rerun,
  type Run,
  type RunComparison,
  type RunKind,
  rerunSchema,
  runComparisonSchema,
  runKindSchema,
  runSchema,
  runsApi,
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
  submissionsApi,
  submitRequestSchema,
} from "./submissions.ts";
export { normalName, userNameSchema } from "./user-name.ts";
export { waitSecondsSchema } from "./wait-seconds.ts";
