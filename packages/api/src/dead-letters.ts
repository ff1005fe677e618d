import { z } from "zod";
import { personSchema } from "./person.ts";
import { get, post } from "./route.ts";
import { runKindSchema } from "./runs.ts";

/** Work that was set aside because the grader broke at every attempt. */
export const deadLetterSchema = z.object({
  id: z.int().positive(),
  kind: runKindSchema,
  submissionId: z.uuid(),
  module: z.string(),
  student: personSchema,
  attempts: z.int().positive(),
  /** What the last attempt broke on. */
  error: z.string(),
  diedAt: z.iso.datetime(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** Oldest first. */
export const deadLetterListSchema = z.object({ deadLetters: z.array(deadLetterSchema) });
export type DeadLetterList = z.infer<typeof deadLetterListSchema>;

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

const inQueue = { tag: "queue", action: "queue.mend" } as const;

/** What waits to be graded, and work the grader broke on, for an instructor to see and to try again. */
export const deadLettersApi = {
  queue: get("/v1/queue", {
    ...inQueue,
    answers: { 200: queueSchema },
    summary: "How much waits to be graded and told, and how many graders are up",
  }),
  deadLetters: get("/v1/dead-letters", {
    ...inQueue,
    answers: { 200: deadLetterListSchema },
    summary: "Work that was set aside",
  }),
  retryDeadLetter: post("/v1/dead-letters/:id/retry", {
    ...inQueue,
    params: z.object({ id: z.coerce.number().int().positive() }),
    answers: { 204: z.undefined() },
    summary: "Queue it again",
  }),
};
