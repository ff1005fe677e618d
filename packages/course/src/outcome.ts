import { z } from "zod";

/**
 * Why a hidden test failed, in terms a student may read: `wrong` compared values, the rest name what the
 * submission did instead of answering.
 */
export const failureKindSchema = z.enum([
  "wrong",
  "threw",
  "todo",
  "timeout",
  "memory",
  "refused-reply",
  "refused-import",
  "load",
]);

/** What one hidden test of a run came to. `cause` is our own sentence, never the submission's text. */
export const outcomeSchema = z.discriminatedUnion("state", [
  z.strictObject({ id: z.string(), state: z.literal("passed"), milliseconds: z.number().nonnegative() }),
  z.strictObject({
    id: z.string(),
    state: z.literal("failed"),
    milliseconds: z.number().nonnegative(),
    kind: failureKindSchema,
    cause: z.string(),
  }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;
