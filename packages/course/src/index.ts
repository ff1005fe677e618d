import "./plain-issues.ts";

export {
  type AssignmentRules,
  AssignmentRulesError,
  assignmentRulesSchema,
  type CountingPolicy,
  countingPolicySchema,
  openRules,
  settleRules,
  writtenTimeSchema,
  zoneSchema,
} from "./assignment-rules.ts";
export { type Calendar, type CourseRules, openCalendar, writeCalendar } from "./calendar.ts";
export {
  afterMinuteOf,
  type CourseTime,
  CourseTimeError,
  courseTimeOf,
  readTime,
  sayTime,
} from "./course-time.ts";
export { daysLater } from "./days-later.ts";
export { diagnosisOf, type KnownMistake, suspects } from "./diagnose.ts";
export { type FailureKind, failureKinds, type SandboxFailureKind, sandboxFailureKinds } from "./failure-kind.ts";
export { type Hint, type HintRung, hintFor, hintsHolding, hintsSchema, rungsOf } from "./hints.ts";
export { inHundredths, scaled } from "./hundredths.ts";
export { InfrastructureError } from "./infrastructure-error.ts";
export { type Lateness, type LatePolicy, latenessSchema, latePolicySchema } from "./late-policy.ts";
export { defaultLimits, type Limits, limitsFor, longestRunMilliseconds, submissionLimits } from "./limits.ts";
export { describeLoadProblem, type LoadProblem, loadProblemSchema } from "./load-problem.ts";
export { type MilestoneSummary, milestoneListSchema, milestoneSummarySchema } from "./milestone-list.ts";
export { applyMistake, defineMistakes, type Mistake } from "./mistake.ts";
export { type ModuleManifest, moduleManifestSchema } from "./module-manifest.ts";
export { momentOf } from "./moment-of.ts";
export { offsetOf } from "./offset.ts";
export { oneLine } from "./one-line.ts";
export type { Outcome } from "./outcome.ts";
export { maxPointsSchema, pointsSchema } from "./points.ts";
export { type FailedTest, type Proof, proofSchema, type Signatures } from "./proof.ts";
export { type Report, type ReportTest, reportSchema } from "./report.ts";
export { changedFields, parseRubric, type Rubric, type RubricEntry, type RubricLine } from "./rubric.ts";
export { type SandboxJail, type SandboxLayer, sandboxJails, sandboxLayers } from "./sandbox-layer.ts";
export { type Score, type ScoredTest, score } from "./score.ts";
export { plainSolution, stripSolution } from "./starter.ts";
export {
  checkSubmission,
  isSubmittablePath,
  type SubmissionProblem,
  type SubmittedFiles,
} from "./submission.ts";
export { type BlindBatch, type SuitePlan, suitePlanSchema } from "./suite-plan.ts";
