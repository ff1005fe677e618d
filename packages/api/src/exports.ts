import { maxPointsSchema } from "@tinytorch/course";
import { z } from "zod";
import { moduleIdSchema } from "./module-id.ts";
import { post } from "./route.ts";

/** By their ids; all that somebody has a grade in without them. */
const modules = z.array(moduleIdSchema).min(1).max(200).optional();

/** As many characters as a gradebook of Canvas may have: a few thousand students and a hundred columns. */
export const templateCharacters = 4_000_000;

/**
 * What to export. `template` is a gradebook that Canvas exported, whose headers, ids and grades of others are kept; `isFirst` says that the
 * other system has none of the columns yet, so that a blank clears nothing there.
 */
export const exportRequestSchema = z.discriminatedUnion("format", [
  z.strictObject({
    format: z.literal("csv"),
    modules,
    withDropped: z.boolean().default(false),
    /** Whether it begins with a byte-order mark, which Excel on Windows needs. */
    mark: z.boolean().default(true),
  }),
  z.strictObject({
    format: z.literal("canvas"),
    modules,
    template: z.string().min(1).max(templateCharacters).optional(),
    isFirst: z.boolean().default(false),
  }),
  z.strictObject({
    format: z.literal("moodle"),
    modules,
    key: z.enum(["idnumber", "email", "username"]).default("idnumber"),
    decimal: z.enum([".", ","]).default("."),
    /** The largest grade of each item in Moodle; the module's points by default. */
    maximum: maxPointsSchema.optional(),
    isFirst: z.boolean().default(false),
  }),
  /** A line for each student of a module: `{ login, module, submissionId, results }`, the last as `results.json`. */
  z.strictObject({ format: z.literal("gradescope"), modules: z.tuple([moduleIdSchema]) }),
  /** A line for each person, dropped or not: `{ person, grades }`. */
  z.strictObject({ format: z.literal("jsonl"), modules }),
]);
export type ExportRequest = z.input<typeof exportRequestSchema>;

/** The file as text, and what whoever uses it must know: who or which module is not in it and why, and a sentence for each warning. */
export const exportedSchema = z.object({
  fileName: z.string(),
  text: z.string(),
  leftOut: z.array(z.object({ login: z.string().nullable(), module: z.string().nullable(), because: z.string() })),
  warnings: z.array(z.string()),
});
export type ExportAnswer = z.infer<typeof exportedSchema>;

/** Grades for other systems. Asked for by POST because a template comes along; nothing is changed. */
export const exportsApi = {
  makeExport: post("/v1/exports", {
    tag: "grades",
    action: "export.make",
    body: exportRequestSchema,
    answers: { 200: exportedSchema },
    summary: "Grades as a file for people, Canvas, Moodle or Gradescope, or as JSON lines",
  }),
};
