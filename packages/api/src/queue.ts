import { z } from "zod";
import { get } from "./route.ts";
import { runKindSchema } from "./runs.ts";

/** How much is to be graded and told, and by how many: counts and ages, and nothing of anybody. */
export const queueSchema = z.object({
  /** Grader processes that are up. */
  graders: z.int().nonnegative(),
  /** By kind of grading, each that has work which is not done; `dead` was set aside. */
  work: z.array(
    z.object({
      kind: runKindSchema,
      waiting: z.int().nonnegative(),
      running: z.int().nonnegative(),
      dead: z.int().nonnegative(),
      /** How long the oldest that waits has waited. */
      oldestSeconds: z.number().nonnegative(),
    }),
  ),
  /** By channel, messages that are not delivered. */
  messages: z.array(
    z.object({
      channel: z.enum(["mail", "webhook"]),
      waiting: z.int().nonnegative(),
      dead: z.int().nonnegative(),
      oldestSeconds: z.number().nonnegative(),
    }),
  ),
});
export type Queue = z.infer<typeof queueSchema>;

/** What waits to be graded and told. */
export const queueApi = {
  queue: get("/v1/queue", {
    tag: "queue",
    action: "queue.mend",
    answers: { 200: queueSchema },
    summary: "How much waits to be graded and told, and how many graders are up",
  }),
};
