import { z } from "zod";
import { personSchema } from "./person.ts";
import { get, post } from "./route.ts";
import { reportStateSchema, runTimingsSchema, shownReportSchema } from "./submissions.ts";

/** `grade` came with the submission; a `rerun` or a `regrade` graded it again. */
export const runKindSchema = z.enum(["grade", "rerun", "regrade"]);
export type RunKind = z.infer<typeof runKindSchema>;

/** One grading of one submission. A run is never changed. */
export const runSchema = z.object({
  id: z.uuid(),
  kind: runKindSchema,
  submissionId: z.uuid(),
  module: z.string(),
  student: personSchema,
  gradedAt: z.iso.datetime(),
  score: z.number().nonnegative(),
  maxScore: z.number().positive(),
  seed: z.int().nonnegative(),
  /** Of the submission and of all else that decides a run: the suite, the rubric, the packages, the runner. */
  hashes: z.record(z.string(), z.string()),
  sandbox: z.array(z.string()),
  timings: runTimingsSchema.nullable(),
  /** Whether it stands for its submission. */
  stands: z.boolean(),
  /** Whether it is the student's grade in the module. */
  counts: z.boolean(),
  report: shownReportSchema.nullable(),
  reportState: reportStateSchema,
});
export type Run = z.infer<typeof runSchema>;

const verdictSchema = z.object({
  status: z.enum(["passed", "failed"]),
  score: z.number(),
  maxScore: z.number(),
  /** How a failed one failed. */
  kind: z.string().nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** A test whose verdict two runs do not share; null where a run did not have the test. */
export const verdictChangeSchema = z.object({
  id: z.string(),
  before: verdictSchema.nullable(),
  after: verdictSchema.nullable(),
});
export type VerdictChange = z.infer<typeof verdictChangeSchema>;

/** Two runs of one submission held against each other, their times aside. */
export const runComparisonSchema = z.object({
  /** Whether every test has the verdict and the points it had, and so the score. */
  same: z.boolean(),
  before: z.object({ score: z.number(), maxScore: z.number() }),
  after: z.object({ score: z.number(), maxScore: z.number() }),
  tests: z.array(verdictChangeSchema),
  /** What decided the runs and is not the same: `suite`, `rubric`, `packages`, `runner`, `sandbox`. */
  differs: z.array(z.string()),
});
export type RunComparison = z.infer<typeof runComparisonSchema>;

/** The stored submission graded once more with the stored seed. It changes no grade. */
export const rerunSchema = z.object({
  id: z.int().positive(),
  ofRunId: z.uuid(),
  status: z.enum(["queued", "running", "done", "failed"]),
  /** The new run. */
  runId: z.uuid().nullable(),
  comparison: runComparisonSchema.nullable(),
  /** Why it failed: the grader broke at every attempt. It is among the dead letters. */
  failure: z.string().nullable(),
});
export type Rerun = z.infer<typeof rerunSchema>;

const runParams = z.object({ id: z.uuid() });
const reruns = { tag: "runs", action: "rerun.make" } as const;

/** Runs as they were recorded, and run once more. */
export const runsApi = {
  run: get("/v1/runs/:id", {
    tag: "runs",
    action: "run.read",
    params: runParams,
    answers: { 200: runSchema },
    summary: "A run as recorded",
  }),
  /** Asks for a rerun; `rerun` tells what became of it. */
  startRerun: post("/v1/runs/:id/rerun", {
    ...reruns,
    params: runParams,
    answers: { 202: rerunSchema },
    summary: "Grade a run's submission once more, with its seed",
  }),
  rerun: get("/v1/reruns/:id", {
    ...reruns,
    params: z.object({ id: z.coerce.number().int().positive() }),
    answers: { 200: rerunSchema },
    summary: "What became of a rerun",
  }),
};
