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

const inQueue = { tag: "queue", action: "queue.mend" } as const;

/** Work the grader broke on, for an instructor to see and to try again. */
export const deadLettersApi = {
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
