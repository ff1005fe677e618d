import { latenessSchema } from "@tinytorch/course";
import { z } from "zod";

/**
 * A student's grade in a module. `score` is what the tests gave the submission that counts, `counted` the grade: what is left of
 * the score when it came late, or what was put in its place; `reason` says how it came about, a sentence each. What tells of the
 * submission and its run is null for a grade without one.
 */
export const gradeSchema = z.object({
  module: z.string(),
  score: z.number().nonnegative().nullable(),
  maxScore: z.number().positive(),
  late: latenessSchema.nullable(),
  counted: z.number().nonnegative(),
  reason: z.array(z.string()),
  submissionId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  receivedAt: z.iso.datetime().nullable(),
  gradedAt: z.iso.datetime().nullable(),
});
export type Grade = z.infer<typeof gradeSchema>;

/** `GET /v1/grades`: the account's own. */
export const gradesSchema = z.object({ grades: z.array(gradeSchema) });
export type Grades = z.infer<typeof gradesSchema>;

/** `GET /v1/gradebook`: JSON, or CSV by `Accept: text/csv` or `?format=csv`. */
export const gradebookQuerySchema = z.strictObject({ format: z.enum(["json", "csv"]).optional() });

/** One row per student, in order of name; a module nobody handed in is still listed in `modules`. */
export const gradebookSchema = z.object({
  modules: z.array(z.string()),
  rows: z.array(
    z.object({
      student: z.object({ id: z.uuid(), name: z.string() }),
      grades: z.array(gradeSchema),
    }),
  ),
});
export type Gradebook = z.infer<typeof gradebookSchema>;
