import { assignmentRulesSchema } from "@tinytorch/course";
import { z } from "zod";
import { becauseSchema } from "./because.ts";
import { moduleIdSchema } from "./module-id.ts";
import { get, post } from "./route.ts";

const rules = assignmentRulesSchema.shape;

/**
 * What was decided about a module, the same for everybody. Times are those on the wall in `zone`, and beside them the instants.
 * A person's own dates, with their extensions, are in the modules and in their standing.
 */
export const assignmentSchema = z.object({
  ...rules,
  module: z.string(),
  releaseAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  /** With the late policy's days where no close is named. */
  closesAt: z.iso.datetime().nullable(),
  /** Null for what nobody decided, and for what `course.json` said first. */
  changed: z.object({ by: z.string(), at: z.iso.datetime(), because: z.string() }).nullable(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

export const assignmentListSchema = z.object({
  assignments: z.array(assignmentSchema),
  /** The same as a `course.json` for the next time; null to students. */
  courseJson: z.unknown(),
});
export type AssignmentList = z.infer<typeof assignmentListSchema>;

/** What is named is changed; the rest stays. A time may be `2026-12-06T23:59`, or `2026-12-06 23:59`. */
export const changeAssignmentSchema = z.strictObject({
  ...z.strictObject(rules).partial().shape,
  because: becauseSchema,
});
export type ChangeAssignment = z.infer<typeof changeAssignmentSchema>;

const params = z.object({ module: moduleIdSchema });

/** Due dates and all else that is decided about modules while the service runs. */
export const assignmentsApi = {
  assignments: get("/v1/assignments", {
    tag: "assignments",
    action: "course.read",
    answers: { 200: assignmentListSchema },
    summary: "What was decided about each module",
  }),
  changeAssignment: post("/v1/assignments/:module", {
    tag: "assignments",
    action: "assignment.change",
    params,
    body: changeAssignmentSchema,
    answers: { 200: assignmentSchema },
    summary: "Decide about a module; it holds from now on for all grades",
  }),
  undoAssignment: post("/v1/assignments/:module/undo", {
    tag: "assignments",
    action: "assignment.change",
    params,
    body: z.strictObject({ because: becauseSchema }),
    answers: { 200: assignmentSchema },
    summary: "Take the newest change of a module back",
  }),
};
