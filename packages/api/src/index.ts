export { isSubmittablePath, submissionLimits } from "@tinytorch/course";
export {
  accountsApi,
  type CreatedUser,
  type CreateUserRequest,
  createdUserSchema,
  createUserRequestSchema,
  type User,
  type UserList,
  userListQuerySchema,
  userListSchema,
  userSchema,
} from "./accounts.ts";
export { api } from "./api.ts";
export {
  type Assignment,
  type AssignmentList,
  assignmentListSchema,
  assignmentSchema,
  assignmentsApi,
  type ChangeAssignment,
  changeAssignmentSchema,
} from "./assignments.ts";
export {
  type AuditEntry,
  type AuditPage,
  type AuditQuery,
  auditApi,
  auditEntrySchema,
  auditPageSchema,
  auditQuerySchema,
} from "./audit.ts";
export {
  type BrowserSession,
  browserSessionListSchema,
  browserSessionSchema,
  browserSessionsApi,
  type CurrentSession,
  csrfHeader,
  currentSessionSchema,
  signInWaysSchema,
} from "./browser-sessions.ts";
export { type Client, type ClientOptions, createClient } from "./client.ts";
export type { CallOptions, EventsOptions } from "./client-type.ts";
export {
  type Comment,
  type CommentHistory,
  type CommentList,
  type CommentRequest,
  commentHistorySchema,
  commentListSchema,
  commentRequestSchema,
  commentSchema,
  commentsApi,
  type LineRange,
  lineRangeSchema,
} from "./comments.ts";
export { couldLower } from "./could-lower.ts";
export { courseApi } from "./course.ts";
export {
  credentialLabelSchema,
  expirySchema,
  scopeCovers,
  secretSchema,
  type TokenScope,
  tokenScopeSchema,
} from "./credential-fields.ts";
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
  chooseRequestSchema,
  type ExceptionAnswer,
  type ExceptionKind,
  type ExceptionList,
  type ExceptionRecord,
  exceptionAnswerSchema,
  exceptionKindSchema,
  exceptionListSchema,
  exceptionQuerySchema,
  exceptionSchema,
  exceptionsApi,
  type GrantRequest,
  grantRequestSchema,
  type WithdrawRequest,
  withdrawRequestSchema,
} from "./exceptions.ts";
export {
  type ExportAnswer,
  type ExportRequest,
  exportedSchema,
  exportRequestSchema,
  exportsApi,
  templateCharacters,
} from "./exports.ts";
export {
  type Grade,
  type Gradebook,
  type Grades,
  gradebookQuerySchema,
  gradebookSchema,
  gradeSchema,
  gradesApi,
  gradesSchema,
  pointsOf,
} from "./grades.ts";
export { type HandedInFor, handedInForSchema } from "./handed-in-for.ts";
export { type Health, healthApi, healthSchema, type Readiness, readinessSchema } from "./health.ts";
export {
  type Invitation,
  type InviteRequest,
  type IssuedInvitation,
  type IssuedInvitations,
  invitationListSchema,
  invitationSchema,
  invitationsApi,
  inviteRequestSchema,
  issuedInvitationSchema,
  issuedInvitationsSchema,
  type Redeemed,
  type RedeemRequest,
  redeemedSchema,
  redeemRequestSchema,
} from "./invitations.ts";
export {
  type GrantLateDays,
  grantLateDaysSchema,
  type LateDayBank,
  type LateDayGrant,
  type LateDayList,
  lateDayBankSchema,
  lateDayGrantSchema,
  lateDayListSchema,
  lateDayQuerySchema,
  lateDaysApi,
  type SpendLateDays,
  spendLateDaysSchema,
} from "./late-days.ts";
export { messageLength, messageTextSchema } from "./message-text.ts";
export {
  type ModuleSummary,
  type Modules,
  type ModuleWorkbench,
  moduleSummarySchema,
  modulesApi,
  modulesSchema,
  moduleWorkbenchSchema,
  type Solution,
  type Standing,
  solutionSchema,
  standingSchema,
} from "./modules.ts";
export {
  type NotificationKind,
  type NotificationSettings,
  notificationKindSchema,
  notificationSettingsSchema,
  notificationsApi,
  type SetNotificationsRequest,
  setNotificationsRequestSchema,
} from "./notifications.ts";
export {
  type ChangePersonRequest,
  type CourseMember,
  changePersonRequestSchema,
  courseMemberSchema,
  type People,
  type PeopleQuery,
  type PersonFacts,
  peopleApi,
  peopleQuerySchema,
  peopleSchema,
  personFactsSchema,
} from "./people.ts";
export {
  type Action,
  grants,
  type Owner,
  permissions,
  reaches,
  reachesFurther,
  type Whose,
  whose,
} from "./permissions.ts";
export { type Person, personSchema } from "./person.ts";
export { type PersonData, personDataApi, personDataSchema } from "./person-data.ts";
export { emailSchema, personFieldNames, personFields } from "./person-fields.ts";
export {
  type Question,
  type QuestionEntryKind,
  type QuestionPage,
  type QuestionQuery,
  type QuestionRequest,
  type QuestionState,
  questionEntryKindSchema,
  questionPageSchema,
  questionQuerySchema,
  questionRequestSchema,
  questionSchema,
  questionStateSchema,
  questionsApi,
} from "./questions.ts";
export { type Queue, queueApi, queueSchema } from "./queue.ts";
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
export { type Role, roleSchema } from "./role.ts";
export {
  type ChangedField,
  type ChangedPerson,
  type ImportRosterRequest,
  importRosterRequestSchema,
  type NewPerson,
  type RosterColumn,
  type RosterComparison,
  rosterApi,
  rosterBytes,
  rosterComparisonSchema,
} from "./roster.ts";
export {
  type Answer,
  type BytesAnswer,
  type EventsAnswer,
  isBytes,
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
export { sectionsOf, shareSection } from "./sections.ts";
export {
  type Passage,
  type SimilarityList,
  type SimilarityReport,
  type SimilarityRequest,
  type SimilarityState,
  type SimilaritySummary,
  type SimilarityWhich,
  type SimilarPair,
  similarityApi,
  similarityListSchema,
  similarityReportSchema,
  similarityRequestSchema,
  similarityStateSchema,
  similarPairSchema,
} from "./similarity.ts";
export { type ClassStatistics, moduleStatisticsSchema, statisticsApi } from "./statistics.ts";
export { isLastEvent, type SubmissionEvent, submissionEventSchema } from "./submission-events.ts";
export {
  type Receipt,
  type RunTimings,
  receiptSchema,
  reportStateSchema,
  runTimingsSchema,
  type ShownReport,
  type Submission,
  type SubmissionFiles,
  type SubmissionList,
  type SubmissionListQuery,
  type SubmissionStatus,
  type SubmissionSummary,
  type SubmitForRequest,
  type SubmitRequest,
  shownReportSchema,
  submissionFilesSchema,
  submissionListQuerySchema,
  submissionListSchema,
  submissionSchema,
  submissionStatusSchema,
  submissionSummarySchema,
  submissionsApi,
  submitForRequestSchema,
  submitRequestSchema,
} from "./submissions.ts";
export {
  type CreateTokenRequest,
  createTokenRequestSchema,
  type IssuedToken,
  issuedTokenSchema,
  issueTokenRequestSchema,
  type Token,
  type TokenList,
  tokenListQuerySchema,
  tokenListSchema,
  tokenSchema,
  tokensApi,
} from "./tokens.ts";
export { normalName, userNameSchema } from "./user-name.ts";
export { waitSecondsSchema } from "./wait-seconds.ts";
export {
  type AddedWebhook,
  addedWebhookSchema,
  addWebhookRequestSchema,
  type DeadDelivery,
  deadDeliverySchema,
  type Webhook,
  type WebhookMessage,
  type WebhookTest,
  webhookMessageSchema,
  webhookSchema,
  webhooksApi,
  webhookTestSchema,
} from "./webhooks.ts";
