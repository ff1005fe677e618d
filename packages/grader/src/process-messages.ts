import { loadProblemSchema, reportSchema, sandboxJails } from "@tinytorch/course";
import type { SandboxNotice } from "@tinytorch/sandbox";
import { z } from "zod";

/** The sandbox's third layer, as a grader process is told it. */
export const jailSchema = z.enum(sandboxJails);

/** Of each request, and of the replies to it: a grader is asked to check while it grades. */
const id = z.int();

const filesSchema = z.record(z.string(), z.string());

/** What a grader process is told. */
export const graderRequestSchema = z.discriminatedUnion("type", [
  z.strictObject({
    id,
    type: z.literal("grade"),
    moduleId: z.string(),
    files: filesSchema,
    seed: z.number(),
    extraImports: z.array(z.string()),
    tests: z.array(z.string()).optional(),
    diagnose: z.boolean().optional(),
  }),
  z.strictObject({ id, type: z.literal("check"), moduleId: z.string(), files: filesSchema }),
  /** Ends the run that was asked for under this id. */
  z.strictObject({ id, type: z.literal("cancel") }),
]);
export type GraderRequest = z.infer<typeof graderRequestSchema>;

const noticeSchema: z.ZodType<SandboxNotice> = z.strictObject({
  during: z.enum(["strip", "load", "evaluate", "idle"]),
  blame: z.enum(["submission", "machine"]),
  cause: z.string(),
  time: z.int(),
});

/** What a grader process says: once that it is open, then progress, notices and one end for each request. */
export const graderReplySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("open"), layers: reportSchema.shape.sandbox, version: z.string() }),
  z.strictObject({ id, type: z.literal("progress"), done: z.number(), total: z.number() }),
  z.strictObject({ id, type: z.literal("noticed"), notice: noticeSchema }),
  z.strictObject({ id, type: z.literal("loaded"), problems: z.array(loadProblemSchema) }),
  z.strictObject({ id, type: z.literal("graded"), report: reportSchema }),
  z.strictObject({ id, type: z.literal("cancelled") }),
  z.strictObject({ id, type: z.literal("checked"), problems: z.array(loadProblemSchema) }),
  z.strictObject({ id, type: z.literal("broken"), message: z.string() }),
]);
export type GraderReply = z.infer<typeof graderReplySchema>;
