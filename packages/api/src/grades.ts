import { latenessSchema } from "@tinytorch/course";
import { z } from "zod";
import { personSchema } from "./person.ts";
import { everyAccount, instructors } from "./role.ts";
import { get, text } from "./route.ts";

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

/** The account's own. */
export const gradesSchema = z.object({ grades: z.array(gradeSchema) });
export type Grades = z.infer<typeof gradesSchema>;

/** The form is asked for by `Accept` or, where a link cannot say that, by its name. */
export const gradebookQuerySchema = z.strictObject({ format: z.enum(["json", "csv"]).optional() });

/** One row per student, in order of name; a module nobody handed in is still listed in `modules`. */
export const gradebookSchema = z.object({
  modules: z.array(z.string()),
  rows: z.array(
    z.object({
      student: personSchema,
      grades: z.array(gradeSchema),
    }),
  ),
});
export type Gradebook = z.infer<typeof gradebookSchema>;

const gradebook = { tag: "grades", roles: instructors, query: gradebookQuerySchema } as const;
const summary = "Every student's grades, as JSON or CSV";

/** The grades that count: one's own, and everybody's for an instructor. */
export const gradesApi = {
  grades: get("/v1/grades", {
    tag: "grades",
    roles: everyAccount,
    answers: { 200: gradesSchema },
    summary: "One's own grades that count",
  }),
  gradebook: get("/v1/gradebook", { ...gradebook, answers: { 200: gradebookSchema }, summary }),
  gradebookCsv: get("/v1/gradebook", { ...gradebook, answers: { 200: text("text/csv") }, summary }),
};
