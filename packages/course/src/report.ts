import { z } from "zod";
import { limitsSchema } from "./limits.ts";
import { loadProblemSchema } from "./load-problem.ts";
import { failureKindSchema } from "./outcome.ts";
import { sandboxLayers } from "./sandbox-layer.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const reportTestSchema = z.object({
  /** `08-optimizers/sgd.momentum` */
  id: z.string(),
  name: z.string(),
  /** Its place in the order of dependence, from 1: what fails first may be why others do. */
  number: z.string(),
  score: z.number().nonnegative(),
  max_score: z.number().positive(),
  status: z.enum(["passed", "failed"]),
  /** The cause on the first line and the hint below it, for a failed test; empty for a passed one. */
  output: z.string(),
  output_format: z.literal("text"),
  name_format: z.literal("text"),
  visibility: z.enum(["visible", "after_due_date", "hidden"]),
  tags: z.array(z.string()),
  kind: failureKindSchema.nullable(),
  milliseconds: z.number().nonnegative(),
});

/**
 * A graded run as JSON: a superset of Gradescope's results.json (its snake_case keys, its visibilities), so it can be
 * handed to that service as it is. `execution_time` is seconds; everything in `timings` is milliseconds.
 */
export const reportSchema = z.object({
  score: z.number().nonnegative(),
  max_score: z.number().positive(),
  execution_time: z.number().nonnegative(),
  output: z.string(),
  output_format: z.literal("text"),
  test_output_format: z.literal("text"),
  test_name_format: z.literal("text"),
  visibility: z.literal("visible"),
  stdout_visibility: z.literal("hidden"),
  tests: z.array(reportTestSchema),
  module: z.string(),
  /** The files that do not load; the tests of all that does not need them ran. Reports of earlier releases have none. */
  loadProblems: z.array(loadProblemSchema).default([]),
  /** The listed mistakes that fail the same tests and answer the same, in words that follow "your code". */
  diagnosis: z.string().nullable(),
  seed: z.int().nonnegative(),
  /** Of the submission's files. */
  sha256,
  /** Of all that decides a run besides the submission and the seed. */
  hashes: z.object({ suite: sha256, rubric: sha256, packages: sha256, runner: sha256 }),
  limits: limitsSchema,
  /** What kept the submission apart, outermost last. */
  sandbox: z.array(z.enum(sandboxLayers)),
  timings: z.object({ sandbox: z.number(), tests: z.number(), total: z.number() }),
  /** What the submission printed, up to its limit. It has seen hidden inputs: for instructors alone. */
  console: z.string(),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportTest = Report["tests"][number];
