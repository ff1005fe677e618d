import { z } from "zod";
import { moduleIdSchema } from "./module-id.ts";
import { personSchema } from "./person.ts";
import { get, post } from "./route.ts";

/** `one` names its submission; of the others each student's latest, best, or every graded one is taken. */
export const regradeWhichSchema = z.enum(["one", "latest", "best", "all"]);
export type RegradeWhich = z.infer<typeof regradeWhichSchema>;

/** Grades again, with the seeds of before, and changes no grade until applied. */
export const regradeRequestSchema = z.union(
  [
    z.strictObject({ module: moduleIdSchema, which: regradeWhichSchema.exclude(["one"]) }),
    z.strictObject({ module: moduleIdSchema, which: z.literal("one"), submissionId: z.uuid() }),
  ],
  "must name a module and which submissions to grade again: latest, best, all, or one with its id",
);
export type RegradeRequest = z.infer<typeof regradeRequestSchema>;

/** A submission whose score the regrade changes. */
export const scoreChangeSchema = z.object({
  student: personSchema,
  submissionId: z.uuid(),
  /** Whether the submission is the student's grade in the module, so that applying changes that grade. */
  counts: z.boolean(),
  before: z.number(),
  after: z.number(),
  difference: z.number(),
  maxScore: z.number(),
  oldRunId: z.uuid(),
  newRunId: z.uuid(),
});
export type ScoreChange = z.infer<typeof scoreChangeSchema>;

/**
 * Why a regrade does not replace a submission's run: `graded-again`, it was given another meanwhile, by a regrade that was
 * applied; `grader-broke`, at every attempt; `newer`, the student handed it in after the regrade began, so that it is
 * not among what is graded again.
 */
export const keptReasonSchema = z.enum(["graded-again", "grader-broke", "newer"]);
export type KeptReason = z.infer<typeof keptReasonSchema>;

/** A submission that keeps the run it has. */
export const keptSubmissionSchema = z.object({
  student: personSchema,
  submissionId: z.uuid(),
  why: keptReasonSchema,
});

/**
 * `running`: a dry run under way. `ready`: all is graded and nothing changed yet. `applied`: the new runs stand.
 * `cancelled`: it ended early and changed nothing.
 */
export const regradeStateSchema = z.enum(["running", "ready", "applied", "cancelled"]);
export type RegradeState = z.infer<typeof regradeStateSchema>;

/** How far a regrade is, and what it changes. */
export const regradeSchema = z.object({
  id: z.uuid(),
  module: z.string(),
  which: regradeWhichSchema,
  state: regradeStateSchema,
  createdAt: z.iso.datetime(),
  appliedAt: z.iso.datetime().nullable(),
  /** Submissions to grade again, those that are graded, and those the grader broke on, which keep their run. */
  total: z.int().nonnegative(),
  done: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** By student, then by the order of handing in. */
  changes: z.array(scoreChangeSchema),
  /** What it does not replace, as things stand, or as they stood when it was applied; in the same order. */
  kept: z.array(keptSubmissionSchema),
});
export type Regrade = z.infer<typeof regradeSchema>;

/** Newest first. */
export const regradeListSchema = z.object({ regrades: z.array(regradeSchema.omit({ changes: true, kept: true })) });
export type RegradeList = z.infer<typeof regradeListSchema>;

const params = z.object({ id: z.uuid() });
const inRegrades = { tag: "regrades", action: "regrade.make" } as const;

/** Grading a module's submissions again: a dry run first, then applied or cancelled. */
export const regradesApi = {
  startRegrade: post("/v1/regrades", {
    ...inRegrades,
    body: regradeRequestSchema,
    answers: { 202: regradeSchema },
    summary: "Grade again, changing no grade yet",
  }),
  regrades: get("/v1/regrades", {
    ...inRegrades,
    answers: { 200: regradeListSchema },
    summary: "Regrades, newest first",
  }),
  regrade: get("/v1/regrades/:id", {
    ...inRegrades,
    params,
    answers: { 200: regradeSchema },
    summary: "How far, and what changes",
  }),
  applyRegrade: post("/v1/regrades/:id/apply", {
    ...inRegrades,
    params,
    answers: { 200: regradeSchema },
    summary: "Let the new runs stand",
  }),
  cancelRegrade: post("/v1/regrades/:id/cancel", {
    ...inRegrades,
    params,
    answers: { 200: regradeSchema },
    summary: "End it and change nothing",
  }),
};
