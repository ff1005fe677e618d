import { z } from "zod";

const minute = 60_000;
const day = 24 * 60 * minute;

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
  /** Days begun since the due date. */
  days: z.int().positive(),
  /** Taken off the points, in percent of them. */
  percentOff: z.number().min(0).max(100),
});
export type Lateness = z.infer<typeof latenessSchema>;

/** How late work received then is; null when it is in time. Times are milliseconds since 1970; without a policy it is free. */
export function lateness(receivedAt: number, due: number, policy: LatePolicy | undefined): Lateness | null {
  const late = receivedAt - due - (policy?.graceMinutes ?? 0) * minute;
  if (late <= 0) return null;
  const days = Math.ceil(late / day);
  return { days, percentOff: Math.min(100, days * (policy?.percentPerDay ?? 0)) };
}

/** When work is no longer taken; undefined without a policy: then it always is. */
export function closingTime(due: number, policy: LatePolicy | undefined): number | undefined {
  return policy && due + policy.days * day + policy.graceMinutes * minute;
}

/** The points that count, to a hundredth. */
export function countedPoints(points: number, late: Lateness | null): number {
  return late === null ? points : Math.round(points * (100 - late.percentOff)) / 100;
}
