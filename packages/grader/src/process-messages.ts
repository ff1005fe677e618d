import { reportSchema, sandboxJails } from "@tinytorch/course";
import { z } from "zod";

/** The sandbox's third layer, as a grader process is told it. */
export const jailSchema = z.enum(sandboxJails);

/** What a grader process is told. */
export const graderRequestSchema = z.strictObject({
  type: z.literal("grade"),
  moduleId: z.string(),
  files: z.record(z.string(), z.string()),
  seed: z.number(),
  extraImports: z.array(z.string()),
  tests: z.array(z.string()).optional(),
});
export type GraderRequest = z.infer<typeof graderRequestSchema>;

/** What a grader process says: once that it is open, then progress and one end for each request. */
export const graderReplySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("open"), layers: reportSchema.shape.sandbox, version: z.string() }),
  z.strictObject({ type: z.literal("progress"), done: z.number(), total: z.number() }),
  z.strictObject({ type: z.literal("graded"), report: reportSchema }),
  z.strictObject({ type: z.literal("broken"), message: z.string() }),
]);
export type GraderReply = z.infer<typeof graderReplySchema>;
