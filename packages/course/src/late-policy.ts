import { z } from "zod";

/** What handing in after the due date costs: a share of the points for each day begun, and after the last day no more. */
export const latePolicySchema = z
  .strictObject({
    percentPerDay: z.number().min(0).max(100),
    /** Days after the due date on which work is still taken. */
    days: z.int().min(0).max(365),
    /** For the slow connection at the last moment: this much later is not late, and no day is shorter for it. */
    graceMinutes: z
      .int()
      .min(0)
      .max(24 * 60)
      .default(0),
  })
  .refine(({ percentPerDay, days }) => percentPerDay * days <= 100, "must not take off more than 100 percent");
export type LatePolicy = z.infer<typeof latePolicySchema>;

/** How late work is, and what that costs. */
export const latenessSchema = z.object({
  /** Days of the calendar begun since the due date, in the course's zone. */
  days: z.int().positive(),
  /** Taken off the points, in percent of them. */
  percentOff: z.number().min(0).max(100),
  /** Days of it that cost nothing, because late days were spent on them; none is not said. */
  spent: z.int().positive().optional(),
});
export type Lateness = z.infer<typeof latenessSchema>;
