import { maxPointsSchema, pointsSchema, writtenTimeSchema } from "@tinytorch/course";
import { z } from "zod";
import { becauseSchema } from "./because.ts";
import { gradeSchema } from "./grades.ts";
import { moduleIdSchema } from "./module-id.ts";
import { personSchema } from "./person.ts";
import { get, post } from "./route.ts";

export const exceptionKindSchema = z.enum(["extension", "override", "excuse", "choice", "late-days"]);
export type ExceptionKind = z.infer<typeof exceptionKindSchema>;

/** When, by whom and why. */
const removalSchema = z.object({ by: z.string(), at: z.iso.datetime(), because: z.string().nullable() });

/** What holds, or held, for one person in one module. What its kind has nothing to say about is null. */
export const exceptionSchema = z.object({
  id: z.uuid(),
  kind: exceptionKindSchema,
  student: personSchema,
  module: z.string(),
  /** Of an extension, on the wall in `zone`. */
  zone: z.string().nullable(),
  due: z.string().nullable(),
  closes: z.string().nullable(),
  /** The same due date as an instant. */
  dueAt: z.iso.datetime().nullable().default(null),
  attempts: z.int().nullable(),
  /** Of an override. */
  points: z.number().nullable(),
  maxPoints: z.number().nullable(),
  /** Of a choice. */
  submissionId: z.uuid().nullable(),
  /** Of late days. */
  days: z.int().nullable(),
  because: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  /** Null while it holds. */
  removed: removalSchema.nullable(),
});
export type ExceptionRecord = z.infer<typeof exceptionSchema>;

/** What was done, and the grade as it is now; null while there is none. */
export const exceptionAnswerSchema = z.object({
  exception: exceptionSchema,
  grade: gradeSchema.nullable(),
  /** Whether the same held already: nothing was written, and the exception is the one that holds. */
  heldBefore: z.boolean(),
});
export type ExceptionAnswer = z.infer<typeof exceptionAnswerSchema>;

const toWhom = {
  student: z.uuid(),
  module: moduleIdSchema,
  because: becauseSchema,
  /** The ids of what one has seen to hold for the student in the module: refused as `changed-meanwhile` where other things do. */
  standing: z.array(z.uuid()).max(1_000).optional(),
};

/** Times are those on the wall of the assignment's zone. `maxPoints` is what the module is worth, where it is not said. */
export const grantRequestSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("extension"),
      ...toWhom,
      due: writtenTimeSchema.optional(),
      closes: writtenTimeSchema.optional(),
      attempts: z.int().min(1).max(1_000).optional(),
    })
    .refine(
      ({ due, closes, attempts }) => due !== undefined || closes !== undefined || attempts !== undefined,
      "must give more time or more attempts: due, closes or attempts",
    ),
  z.strictObject({
    kind: z.literal("override"),
    ...toWhom,
    points: pointsSchema,
    maxPoints: maxPointsSchema.optional(),
  }),
  z.strictObject({ kind: z.literal("excuse"), ...toWhom }),
]);
export type GrantRequest = z.infer<typeof grantRequestSchema>;

export const withdrawRequestSchema = z.strictObject({ because: becauseSchema });
export type WithdrawRequest = z.infer<typeof withdrawRequestSchema>;

/** Staff says why; of a student nobody asks. */
export const chooseRequestSchema = withdrawRequestSchema.partial();

/** Oldest first. A student has their own, whatever `student` says nothing of; others' are not there for them. */
export const exceptionQuerySchema = z.strictObject({
  student: z.uuid().optional(),
  module: moduleIdSchema.optional(),
  /** Those that were taken back too. */
  all: z.stringbool().default(false),
});

export const exceptionListSchema = z.object({ exceptions: z.array(exceptionSchema) });
export type ExceptionList = z.infer<typeof exceptionListSchema>;

const ofExceptions = { tag: "exceptions", params: z.object({ id: z.uuid() }) } as const;

/** What holds for single persons. */
export const exceptionsApi = {
  exceptions: get("/v1/exceptions", {
    tag: "exceptions",
    action: "exception.read",
    query: exceptionQuerySchema,
    answers: { 200: exceptionListSchema },
    summary:
      "Extensions, overrides, excuses, choices and late days: one's own, and those of the students that one teaches",
  }),
  grantException: post("/v1/exceptions", {
    tag: "exceptions",
    action: "exception.grant",
    body: grantRequestSchema,
    answers: { 201: exceptionAnswerSchema },
    summary:
      "Extend, override or excuse; the same again writes nothing, and a new override or excuse takes the place of the one before",
  }),
  withdrawException: post("/v1/exceptions/:id/undo", {
    ...ofExceptions,
    action: "exception.grant",
    body: withdrawRequestSchema,
    answers: { 200: exceptionAnswerSchema },
    summary: "Take an exception back; that it was there stays on record",
  }),
  chooseSubmission: post("/v1/submissions/:id/count", {
    ...ofExceptions,
    action: "submission.choose",
    body: chooseRequestSchema.nullish(),
    answers: { 201: exceptionAnswerSchema },
    summary: "Let this submission count: any to an instructor, one's own where students choose",
  }),
  unchooseSubmission: post("/v1/submissions/:id/count/undo", {
    ...ofExceptions,
    action: "submission.choose",
    body: chooseRequestSchema.nullish(),
    answers: { 200: exceptionAnswerSchema },
    summary: "Take that back",
  }),
};
