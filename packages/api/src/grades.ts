import { latenessSchema, scaled } from "@tinytorch/course";
import { z } from "zod";
import { personSchema } from "./person.ts";
import { get, text } from "./route.ts";

/**
 * A student's grade in a module, in points of `maxScore`. `score` is what the tests gave the submission that counts, `counted` the
 * grade: what is left of the score when it came late, or what was put in its place. Where the student is excused all three are null.
 * `reason` says how it came about, a sentence each. What tells of the submission and its run is null for a grade without one.
 */
export const gradeSchema = z.object({
  module: z.string(),
  score: z.number().nonnegative().nullable(),
  maxScore: z.number().positive().nullable(),
  late: latenessSchema.nullable(),
  counted: z.number().nonnegative().nullable(),
  /** No grade is asked for, which is no zero. */
  excused: z.boolean().default(false),
  /** The points were given by hand. */
  overridden: z.boolean().default(false),
  reason: z.array(z.string()),
  submissionId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  receivedAt: z.iso.datetime().nullable(),
  gradedAt: z.iso.datetime().nullable(),
});
export type Grade = z.infer<typeof gradeSchema>;

/** The points of a grade, as points of what the module is worth: what every table shows. Null where there are none. */
export function pointsOf(
  { counted, maxScore }: Pick<Grade, "counted" | "maxScore">,
  maximum = maxScore,
): number | null {
  return counted === null || maxScore === null || maximum === null ? null : scaled(counted, maxScore, maximum);
}

/** The account's own. */
export const gradesSchema = z.object({ grades: z.array(gradeSchema) });
export type Grades = z.infer<typeof gradesSchema>;

/** By default of those who are in the course. The form is asked for by `Accept` or, where a link cannot say that, by its name. */
export const gradebookQuerySchema = z.strictObject({
  format: z.enum(["json", "csv"]).optional(),
  /** `all` has those who were dropped too. */
  people: z.enum(["active", "all"]).default("active"),
  /** This one's row alone, or none. */
  student: z.uuid().optional(),
});

/** One row per student, in order of name; a module nobody handed in is still listed in `modules`. */
export const gradebookSchema = z.object({
  modules: z.array(z.string()),
  /** The points that there are in each module: what a table shows each grade as points of. */
  maximums: z.record(z.string(), z.number()),
  rows: z.array(
    z.object({
      student: personSchema,
      grades: z.array(gradeSchema),
    }),
  ),
});
export type Gradebook = z.infer<typeof gradebookSchema>;

const gradebook = { tag: "grades", action: "gradebook.read", query: gradebookQuerySchema } as const;
const summary = "The grades of every student one may see, as JSON or CSV";

/** The grades that count: one's own, and everybody's for those who teach them. */
export const gradesApi = {
  grades: get("/v1/grades", {
    tag: "grades",
    action: "grade.read",
    answers: { 200: gradesSchema },
    summary: "One's own grades that count",
  }),
  gradebook: get("/v1/gradebook", { ...gradebook, answers: { 200: gradebookSchema }, summary }),
  gradebookCsv: get("/v1/gradebook", { ...gradebook, answers: { 200: text("text/csv") }, summary }),
};
