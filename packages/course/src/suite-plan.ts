import { z } from "zod";

/** `suite.json`: what a hidden suite says of itself besides its tests. */
export const suitePlanSchema = z.strictObject({
  /** What the unedited starter is allowed to score. */
  starterScore: z.int().min(0).max(100),
  /** The library package that does what the module teaches: held to the same suite where the names match. */
  library: z
    .string()
    .regex(/^@tinytorch\/[a-z]+$/)
    .optional(),
  /** Folders with a `suite.test.ts` and a `mistakes.ts` each, in the order in which a report tells their tests. */
  components: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)).min(1),
});

export type SuitePlan = z.infer<typeof suitePlanSchema>;
