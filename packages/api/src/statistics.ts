import { z } from "zod";
import { moduleIdSchema } from "./module-id.ts";
import { get } from "./route.ts";

const share = z.number().min(0).max(1);

/** Null stands for too few to say. `attempts` and `minutes` are medians of those who passed at any time, from their first submission on. */
const passing = {
  passRate: share.nullable(),
  attempts: z.number().nullable(),
  minutes: z.number().nullable(),
};

/** A test by its public id, and what those did whose counting run has it. */
export const testStatisticsSchema = z.object({
  test: z.string(),
  /** Null for a test that the module has no more. */
  title: z.string().nullable(),
  students: z.int().nonnegative(),
  ...passing,
  /** The point-biserial correlation of passing with the rest of the score; null also where all passed, none did, or the rest is everybody's. */
  discrimination: z.number().nullable(),
});

/** What a class did in a module, by each student's submission that counts; a module is passed with all its points. */
export const moduleStatisticsSchema = z.object({
  module: z.string(),
  /** Who have a grade. */
  students: z.int().nonnegative(),
  /** Numbers of fewer people than this are not told. */
  enough: z.int().positive(),
  ...passing,
  /** How many have a score of each tenth of the points, all of them in the last. */
  scores: z.array(z.int().nonnegative()).length(10).nullable(),
  /** Of 100. */
  meanScore: z.number().nullable(),
  medianScore: z.number().nullable(),
  tests: z.array(testStatisticsSchema),
  /** The most frequent first. */
  diagnoses: z.array(z.object({ diagnosis: z.string(), students: z.int().positive(), share })).nullable(),
});
export type ClassStatistics = z.infer<typeof moduleStatisticsSchema>;

/** What a class did in a module. */
export const statisticsApi = {
  statistics: get("/v1/modules/:id/statistics", {
    tag: "modules",
    action: "statistics.read",
    params: z.object({ id: moduleIdSchema }),
    answers: { 200: moduleStatisticsSchema },
    summary: "What a class did in a module: pass rates, discrimination, attempts, diagnoses and scores",
  }),
};
