import { latenessSchema } from "@tinytorch/course";
import { z } from "zod";

/**
 * The grade that counts for a student in a module: that of the latest graded submission. `score` is what its tests gave,
 * `counted` what is left of it when it came late.
 */
export const gradeSchema = z.object({
  module: z.string(),
  score: z.number().nonnegative(),
  maxScore: z.number().positive(),
  late: latenessSchema.nullable(),
  counted: z.number().nonnegative(),
  submissionId: z.uuid(),
  runId: z.uuid(),
  receivedAt: z.iso.datetime(),
  gradedAt: z.iso.datetime(),
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
