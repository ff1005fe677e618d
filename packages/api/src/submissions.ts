import { latenessSchema, loadProblemSchema, reportSchema } from "@tinytorch/course";
import { z } from "zod";
import { handedInForSchema, receivedElsewhereSchema } from "./handed-in-for.ts";
import { idBeginningSchema } from "./id-beginning.ts";
import { moduleIdSchema } from "./module-id.ts";
import { personSchema } from "./person.ts";
import { eventStream, get, post } from "./route.ts";
import { isLastEvent, submissionEventSchema } from "./submission-events.ts";
import { waitSecondsSchema } from "./wait-seconds.ts";

/** Path to text; which paths are wanted, and how large a file may be, the module's manifest says. */
const filesSchema = z
  .record(
    z.string().min(1).max(200),
    z.string().refine((text) => text.isWellFormed(), "must be text without lone surrogates"),
  )
  .refine((files) => Object.keys(files).length <= 64, "must have at most 64 files");

/** The same key with the same files gives the first receipt again: a retry is safe. */
export const submitRequestSchema = z.strictObject({
  module: moduleIdSchema,
  files: filesSchema,
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, "must be 1 to 128 printable characters without spaces")
    .optional(),
});
export type SubmitRequest = z.infer<typeof submitRequestSchema>;

/** What staff hand in for a student. It counts as received when it comes unless `received` says another time. */
export const submitForRequestSchema = submitRequestSchema.extend({ received: receivedElsewhereSchema.optional() });
export type SubmitForRequest = z.infer<typeof submitForRequestSchema>;

/**
 * Proof that a submission is stored durably: its hash, when it came, how many were to be graded before it, and whether its
 * files load. One that does not load is graded as far as it goes, never replaces a grade, and consumes no attempt unless it earns points.
 */
export const receiptSchema = z.object({
  id: z.uuid(),
  /** Of the files: the report of every run carries the same hash. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  receivedAt: z.iso.datetime(),
  /** 1 is next. */
  position: z.int().positive(),
  waitSeconds: waitSecondsSchema,
  /** As checked when it came; null where that could not be checked in time, and its run will say. */
  loads: z.boolean().nullable(),
  /** What does not load, and what to write instead. */
  loadProblems: z.array(loadProblemSchema),
  /** Null where its student handed it in. */
  handedInFor: handedInForSchema.nullable(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** `failed`: the grader broke at every attempt, so there is no grade; an instructor sees why. Never a zero. */
export const submissionStatusSchema = z.enum(["queued", "running", "graded", "failed"]);
export type SubmissionStatus = z.infer<typeof submissionStatusSchema>;

/**
 * A run's report as this account may see it. A student gets times in whole tenths of a second, neither the seed nor the
 * console (a submission has seen hidden inputs and may print them), and only the tests whose visibility allows it;
 * `withheld` says how many others there are and what they are worth together. While one of those failed there is no
 * diagnosis.
 */
export const shownReportSchema = reportSchema.extend({
  seed: reportSchema.shape.seed.optional(),
  console: reportSchema.shape.console.optional(),
  withheld: z.object({ tests: z.int().nonnegative(), max_score: z.number().nonnegative() }),
});
export type ShownReport = z.infer<typeof shownReportSchema>;

/**
 * Why there is a report or none: `none` before there is a run; `outdated` when the run was stored by an earlier release
 * in a form that cannot be shown any more. Its score stands; a regrade makes a report that can be shown.
 */
export const reportStateSchema = z.enum(["none", "shown", "outdated"]);

export const submissionSummarySchema = z.object({
  id: z.uuid(),
  module: z.string(),
  student: personSchema,
  status: submissionStatusSchema,
  receivedAt: z.iso.datetime(),
  score: z.number().nonnegative().nullable(),
  maxScore: z.number().positive().nullable(),
  /** Null when it came in time. */
  late: latenessSchema.nullable(),
  /** What its score is worth by that; null while it is not graded. */
  counted: z.number().nonnegative().nullable(),
  /** Whether it is the one that the student's grade is from; null in a list of everybody's, where that is not looked up. */
  counts: z.boolean().nullable(),
  /** Null where its student handed it in. */
  handedInFor: handedInForSchema.nullable(),
});
export type SubmissionSummary = z.infer<typeof submissionSummarySchema>;

/** Where the time of a run went, in milliseconds: whole tenths of a second to a student. */
export const runTimingsSchema = z.object({
  /** From the receipt to the start of this attempt. */
  queue: z.number().nonnegative(),
  sandbox: z.number().nonnegative(),
  tests: z.number().nonnegative(),
  store: z.number().nonnegative(),
  /** From the receipt to the stored score. */
  total: z.number().nonnegative(),
});
export type RunTimings = z.infer<typeof runTimingsSchema>;

/** A submission with what came of it. */
export const submissionSchema = submissionSummarySchema.extend({
  receipt: receiptSchema,
  /** Whether every file loads: by the run that stands, before that as the receipt says; null while nothing is known. */
  loads: z.boolean().nullable(),
  /** Its place among the waiting; null once grading began. */
  position: z.int().positive().nullable(),
  waitSeconds: waitSecondsSchema,
  /** The run that stands for the submission. */
  runId: z.uuid().nullable(),
  report: shownReportSchema.nullable(),
  reportState: reportStateSchema,
  timings: runTimingsSchema.nullable(),
  /** Why there is no grade, for a failed one. */
  failure: z.string().nullable(),
});
export type Submission = z.infer<typeof submissionSchema>;

/** What was handed in, as it came. */
export const submissionFilesSchema = z.object({
  id: z.uuid(),
  module: z.string(),
  student: personSchema,
  receivedAt: z.iso.datetime(),
  /** Path to text. */
  files: z.record(z.string(), z.string()),
});
export type SubmissionFiles = z.infer<typeof submissionFilesSchema>;

/**
 * `scope=all` is everybody that the account may see, for those who teach; `student` one of them, whatever the scope. `beginning` is
 * that of an id, of four characters or more; `before` is the `next` of the last page.
 */
export const submissionListQuerySchema = z.strictObject({
  module: moduleIdSchema.optional(),
  status: submissionStatusSchema.optional(),
  scope: z.enum(["own", "all"]).default("own"),
  student: z.uuid().optional(),
  beginning: idBeginningSchema.optional(),
  limit: z.coerce.number<number>().int().min(1).max(100).default(50),
  before: z.uuid().optional(),
});
export type SubmissionListQuery = z.input<typeof submissionListQuerySchema>;

export const submissionListSchema = z.object({
  submissions: z.array(submissionSummarySchema),
  next: z.uuid().nullable(),
});
export type SubmissionList = z.infer<typeof submissionListSchema>;

const params = z.object({ id: z.uuid() });
const inSubmissions = { tag: "submissions", action: "work.read" } as const;

/** Handing in, and seeing what became of it. */
export const submissionsApi = {
  submit: post("/v1/submissions", {
    tag: "submissions",
    action: "work.hand-in",
    scope: "submit",
    body: submitRequestSchema,
    answers: { 202: receiptSchema },
    summary: "Hand in a module's files",
  }),
  submitFor: post("/v1/users/:id/submissions", {
    tag: "submissions",
    action: "work.hand-in-for",
    params,
    body: submitForRequestSchema,
    answers: { 202: receiptSchema },
    summary: "Hand in a module's files for a student; the record says who did",
  }),
  submissions: get("/v1/submissions", {
    ...inSubmissions,
    query: submissionListQuerySchema,
    answers: { 200: submissionListSchema },
    summary: "One's own submissions, or those of whom one teaches, newest first",
  }),
  submission: get("/v1/submissions/:id", {
    ...inSubmissions,
    params,
    answers: { 200: submissionSchema },
    summary: "A submission with its report",
  }),
  submissionFiles: get("/v1/submissions/:id/files", {
    ...inSubmissions,
    params,
    answers: { 200: submissionFilesSchema },
    summary: "The files of a submission of one's own, or of whom one teaches",
  }),
  previousSubmission: get("/v1/submissions/:id/previous", {
    ...inSubmissions,
    params,
    answers: { 200: submissionFilesSchema },
    summary: "The files of the same student's submission to the module before this one",
  }),
  /** A reader who has seen the last event is answered 204: nothing follows. */
  events: get("/v1/submissions/:id/events", {
    ...inSubmissions,
    params,
    headers: z.object({ "last-event-id": z.string().max(64).optional() }),
    answers: { 200: eventStream(submissionEventSchema, isLastEvent), 204: z.undefined() },
    summary: "A submission's events, as server-sent events",
  }),
};
