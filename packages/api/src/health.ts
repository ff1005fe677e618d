import { reportSchema } from "@tinytorch/course";
import { z } from "zod";

/** `GET /healthz`: the process answers. */
export const healthSchema = z.object({ status: z.literal("ok") });
export type Health = z.infer<typeof healthSchema>;

/** `GET /readyz`: submissions can be stored and graded. */
export const readinessSchema = z.object({
  status: z.literal("ready"),
  /** Grader processes that are up. */
  graders: z.int().positive(),
  /** What keeps a submission apart on this server, innermost first. */
  sandbox: reportSchema.shape.sandbox,
});
export type Readiness = z.infer<typeof readinessSchema>;
