import { z } from "zod";
import { waitSecondsSchema } from "./wait-seconds.ts";

/**
 * What `GET /v1/submissions/:id/events` tells, as server-sent events: the event's name is `type`, its data the whole
 * object. A stream opens with the present state, so nothing is missed by connecting late, and ends after `graded` or
 * `failed`. A submission goes back to `queued` when its attempt could not end, and when it takes long while others wait.
 */
export const submissionEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("queued"),
    position: z.int().positive(),
    waitSeconds: waitSecondsSchema,
    /** It had its first share of a grader's time and lets others go first; the next time it is graded to its end. */
    takesLong: z.boolean().default(false),
  }),
  z.object({ type: z.literal("started") }),
  /** Told at tenths of a second of a run, and with its last test. */
  z.object({
    type: z.literal("progress"),
    done: z.int().nonnegative(),
    total: z.int().nonnegative(),
  }),
  z.object({
    type: z.literal("graded"),
    score: z.number().nonnegative(),
    maxScore: z.number().positive(),
  }),
  z.object({ type: z.literal("failed"), message: z.string() }),
]);
export type SubmissionEvent = z.infer<typeof submissionEventSchema>;

/** Whether nothing follows this event. */
export function isLastEvent(event: SubmissionEvent): boolean {
  return event.type === "graded" || event.type === "failed";
}
