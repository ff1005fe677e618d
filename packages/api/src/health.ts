import { reportSchema } from "@tinytorch/course";
import { z } from "zod";
import { errorBodySchema } from "./errors.ts";
import { anybody } from "./role.ts";
import { get } from "./route.ts";

/** The process answers. */
export const healthSchema = z.object({ status: z.literal("ok") });
export type Health = z.infer<typeof healthSchema>;

/** Submissions can be stored and graded. */
export const readinessSchema = z.object({
  status: z.literal("ready"),
  /** Grader processes that are up. */
  graders: z.int().positive(),
  /** What keeps a submission apart on this server, innermost first. */
  sandbox: reportSchema.shape.sandbox,
});
export type Readiness = z.infer<typeof readinessSchema>;

/** Whether the process answers, and whether it can store and grade. */
export const healthApi = {
  health: get("/healthz", {
    tag: "health",
    action: anybody,
    answers: { 200: healthSchema },
    summary: "The process answers",
  }),
  ready: get("/readyz", {
    tag: "health",
    action: anybody,
    answers: { 200: readinessSchema, 503: errorBodySchema },
    summary: "Submissions can be stored and graded",
  }),
};
