import { z } from "zod";

/** `one` names its submission; of the others each student's latest, best, or every graded one is taken. */
export const regradeWhichSchema = z.enum(["one", "latest", "best", "all"]);
export type RegradeWhich = z.infer<typeof regradeWhichSchema>;

/** `POST /v1/regrades`, for instructors: grades again, with the seeds of before, and changes no grade until applied. */
export const regradeRequestSchema = z.union([
  z.strictObject({ module: z.string().min(1).max(64), which: regradeWhichSchema.exclude(["one"]) }),
  z.strictObject({ module: z.string().min(1).max(64), which: z.literal("one"), submissionId: z.uuid() }),
]);
export type RegradeRequest = z.infer<typeof regradeRequestSchema>;

/** A submission whose score the regrade changes. */
export const scoreChangeSchema = z.object({
  student: z.object({ id: z.uuid(), name: z.string() }),
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
 * `running`: a dry run under way. `ready`: all is graded and nothing changed yet. `applied`: the new runs stand.
 * `cancelled`: it ended early and changed nothing.
 */
export const regradeStateSchema = z.enum(["running", "ready", "applied", "cancelled"]);
export type RegradeState = z.infer<typeof regradeStateSchema>;

/** `GET /v1/regrades/:id`; `POST /v1/regrades/:id/apply` and `/cancel` answer the same. */
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
});
export type Regrade = z.infer<typeof regradeSchema>;

/** `GET /v1/regrades`: newest first. */
export const regradeListSchema = z.object({ regrades: z.array(regradeSchema.omit({ changes: true })) });
export type RegradeList = z.infer<typeof regradeListSchema>;
