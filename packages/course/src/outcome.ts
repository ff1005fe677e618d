import { z } from "zod";
import { failureKinds } from "./failure-kind.ts";

export const failureKindSchema = z.enum(failureKinds);

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
