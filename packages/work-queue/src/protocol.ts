import { reportSchema, sandboxLayers } from "@tinytorch/course";
import { z } from "zod";

/** How often a grader says that it still works on something, and hears whether it should. */
export const keepMilliseconds = 2_000;
/** How often it says that it is there. */
export const announceMilliseconds = 5_000;
/** Bytes of the longest body that a grader sends: a report with what was printed. */
export const longestBody = 33_554_432;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const layers = z.array(z.enum(sandboxLayers)).max(sandboxLayers.length);
/** A grader process of its own, for as long as it runs. */
const instance = z.uuid();

/**
 * Work as the engine carries it: that it is there, and what it is claimed with. What is to be graded is the server's to say, to who has
 * both this and a grader's key: whoever writes to the engine changes nothing of it.
 */
export const carriedJobSchema = z.strictObject({
  /** Of the engine: no two of a server's jobs have the same, and neither have two leases of one job. */
  id: z.string().regex(/^\d+-\d+$/),
  jobId: z.int().positive(),
  /** The fencing token of the lease that it is carried under. */
  fence: z.int().positive(),
  priority: z.int().nonnegative(),
  /** The course that it is graded by. */
  bundle: hash,
  /** Where it is claimed, below the server's address. */
  path: z.string().regex(/^\/grading\/jobs\/\d+$/),
  /** Good for this job under this lease alone, and for no longer than that. */
  ticket: z.string().length(43),
});
export type CarriedJob = z.infer<typeof carriedJobSchema>;

/** What a grader is told that asks what it would need. */
export const welcomeSchema = z.object({
  /** The name of the server's queue. */
  queue: z.string(),
  /** The course to grade by, and the server's signature of it. */
  bundle: z.object({ sha256: hash, signature: z.string() }),
  /** What must keep a submission apart, at least. */
  layers,
  /** Of the suites and the programs that decide a grade. */
  version: z.string(),
});
export type Welcome = z.infer<typeof welcomeSchema>;

/** A grader says that it is there. */
export const announcementSchema = z.strictObject({
  instance,
  /** How many submissions it grades at once. */
  places: z.int().min(0).max(64),
  layers,
  version: z.string(),
  bundle: hash,
});
export type Announcement = z.infer<typeof announcementSchema>;

/** Whose work it is: with each call about a job. */
const about = {
  instance,
  fence: z.int().positive(),
  bundle: hash,
  ticket: z.string().length(43),
};
export const claimSchema = z.strictObject(about);
export type Claim = z.infer<typeof claimSchema>;

/** What is handed to who claims a job that is there to be had. */
export const taskSchema = z.object({
  module: z.string(),
  sha256: hash,
  seed: z.number(),
  files: z.record(z.string(), z.string()),
});
export type Task = z.infer<typeof taskSchema>;

export const keepSchema = z.strictObject({
  ...about,
  progress: z.strictObject({ done: z.int().nonnegative(), total: z.int().nonnegative() }).nullable(),
});
/** What could not be stored is refused at once: stored it would be tried again as if the disk were full. */
const storableReport = reportSchema
  .refine(({ score, max_score: most }) => score <= most, "its score must be no more than its most")
  .refine(({ tests }) => new Set(tests.map(({ id }) => id)).size === tests.length, "its tests must have an id each");
export const handInSchema = z.strictObject({ ...about, report: storableReport });
export const failureSchema = z.strictObject({ ...about, reason: z.string().max(10_000) });

/** Whether it is still the grader's: what is not is of no use to anybody any more. */
export const heldSchema = z.object({ held: z.boolean() });

/** Why a grader is turned away, in words. */
export const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
