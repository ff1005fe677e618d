import { z } from "zod";
import { closingTime, type Lateness, type LatePolicy, lateness, latePolicySchema } from "./late-policy.ts";

/** `course.json`: what a course decides anew each time it is held. A module without a due date never closes. */
export const calendarSchema = z.strictObject({
  /** By module: `2026-12-06T23:59:00+01:00`. */
  due: z.record(
    z.string(),
    z.iso.datetime({ offset: true, error: "must be a time with its offset, as 2026-12-06T23:59:00+01:00" }),
  ),
  late: latePolicySchema.optional(),
});

/** The dates of a course; times are milliseconds since 1970. */
export interface Calendar {
  due(module: string): number | undefined;
  /** When the module takes no more work; undefined when it always does. */
  closes(module: string): number | undefined;
  /** How late work received then is; null when it is in time. */
  lateness(module: string, receivedAt: number): Lateness | null;
  /**
   * Whether tests that are hidden until after the due date may be shown: nobody's work can gain by them any more, or may
   * only where the course takes late work without end and marks it late.
   */
  isOver(module: string, now: number): boolean;
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
  const due = new Map(Object.entries(dates).map(([module, time]) => [module, Date.parse(time)]));
  return calendarOf(due, late);
}

function calendarOf(dates: ReadonlyMap<string, number>, policy: LatePolicy | undefined): Calendar {
  function closes(module: string): number | undefined {
    const due = dates.get(module);
    return due === undefined ? undefined : closingTime(due, policy);
  }
  return {
    due: (module) => dates.get(module),
    closes,
    lateness(module, receivedAt) {
      const due = dates.get(module);
      return due === undefined ? null : lateness(receivedAt, due, policy);
    },
    isOver(module, now) {
      const end = closes(module) ?? dates.get(module);
      return end !== undefined && now >= end;
    },
  };
}
