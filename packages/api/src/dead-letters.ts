import { z } from "zod";
import { runKindSchema } from "./runs.ts";

/** Work that was set aside because the grader broke at every attempt. */
export const deadLetterSchema = z.object({
  id: z.int().positive(),
  kind: runKindSchema,
  submissionId: z.uuid(),
  module: z.string(),
  student: z.object({ id: z.uuid(), name: z.string() }),
  attempts: z.int().positive(),
  /** What the last attempt broke on. */
  error: z.string(),
  diedAt: z.iso.datetime(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** `GET /v1/dead-letters`, for instructors: oldest first. `POST /v1/dead-letters/:id/retry` queues one again. */
export const deadLetterListSchema = z.object({ deadLetters: z.array(deadLetterSchema) });
export type DeadLetterList = z.infer<typeof deadLetterListSchema>;
