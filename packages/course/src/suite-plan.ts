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
  /**
   * Folders with a `suite.test.ts` and a `mistakes.ts` each, in the order in which they depend on each other: a report tells
   * their tests in it, so that the first failure is the one to mend first.
   */
  components: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)).min(1),
  /**
   * Mistakes written by somebody who had not seen the suite, in the order in which they were graded: of how many, and how
   * many lost points at first sight. What kept its points, and what closed it, is told in `blind-batches.md`.
   */
  blindBatches: z
    .array(
      z.strictObject({
        batch: z.string().regex(/^[a-z]$/),
        date: z.iso.date(),
        caught: z.int().min(0),
        of: z.int().min(1),
      }),
    )
    .optional(),
});

export type BlindBatch = NonNullable<SuitePlan["blindBatches"]>[number];
export type SuitePlan = z.infer<typeof suitePlanSchema>;
