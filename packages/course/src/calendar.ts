import { z } from "zod";
import { type LatePolicy, latePolicySchema } from "./late-policy.ts";

/** `course.json`: what a course decides anew each time it is held. A module without a due date never closes. */
export const calendarSchema = z.strictObject({
  /** By module: `2026-12-06T23:59:00+01:00`. */
  due: z.record(
    z.string(),
    z.iso.datetime({ offset: true, error: "must be a time with its offset, as 2026-12-06T23:59:00+01:00" }),
  ),
  late: latePolicySchema.optional(),
});

/** The dates of a course as they are read; what follows from them for a grade, the gradebook says. */
export interface Calendar {
  /** By module, in milliseconds since 1970. */
  readonly due: ReadonlyMap<string, number>;
  readonly late: LatePolicy | null;
}

/** Reads a calendar. @throws ZodError, naming the field, on a malformed one and on a module the course does not have. */
export function openCalendar(config: unknown, modules: readonly string[]): Calendar {
  const known = calendarSchema.superRefine(({ due }, context) => {
    for (const module of Object.keys(due)) {
      if (modules.includes(module)) continue;
      context.addIssue({
        code: "custom",
        path: ["due", module],
        message: `must be one of ${modules.join(", ")}`,
      });
    }
  });
  const { due: dates, late } = known.parse(config);
  return {
    due: new Map(Object.entries(dates).map(([module, time]) => [module, Date.parse(time)])),
    late: late ?? null,
  };
}
