import { z } from "zod";
import {
  type AssignmentRules,
  AssignmentRulesError,
  assignmentRulesSchema,
  openRules,
  settleRules,
  writtenTimeSchema,
  zoneSchema,
} from "./assignment-rules.ts";
import { latePolicySchema } from "./late-policy.ts";

/**
 * `course.json`: what a course decides anew each time it is held, as its first value. A module without a due date never closes. Where
 * `zone` is named, times are those on its clocks; without it each has its offset, and days are of 24 hours.
 */
const calendarSchema = z.strictObject({
  zone: zoneSchema.optional(),
  /** By module: `2026-12-06T23:59`. */
  due: z.record(z.string(), writtenTimeSchema).default({}),
  /** By module, what else is decided about it, or its due date beside that. */
  assignments: z.record(z.string(), assignmentRulesSchema.partial()).default({}),
  /** For every module that has no policy of its own. */
  late: latePolicySchema.optional(),
  /** Late days that each student may spend. */
  lateDays: z.int().min(0).max(365).default(0),
  /** Whether who has all points of a module may see its solution. */
  solutionsAfter100: z.boolean().default(false),
});

/** What `course.json` says of assignments; what follows from them for a grade, the gradebook says. */
export interface Calendar {
  /** Of the modules that it names, each with its times on the wall. */
  readonly assignments: ReadonlyMap<string, AssignmentRules>;
  /** Of all others. */
  readonly others: AssignmentRules;
  readonly lateDays: number;
}

/** All that `course.json` says. */
export interface CourseRules extends Calendar {
  readonly solutionsAfter100: boolean;
}

/** Reads a calendar. @throws ZodError, naming the field, on a malformed one and on a module the course does not have. */
export function openCalendar(config: unknown, modules: readonly string[]): CourseRules {
  const settled = calendarSchema.transform(({ zone, due, assignments, late = null, ...rest }, context) => {
    const others = { ...openRules, zone: zone ?? openRules.zone, late };
    const settle = (module: string): AssignmentRules => {
      const own = assignments[module];
      const rules = assignmentRulesSchema.parse({ ...others, due: due[module] ?? null, ...own });
      try {
        return settleRules(rules, { anyOffset: zone === undefined && own?.zone === undefined });
      } catch (error) {
        if (!(error instanceof AssignmentRulesError)) throw error;
        const path =
          error.field === "due" && due[module] !== undefined ? ["due", module] : ["assignments", module, error.field];
        context.addIssue({ code: "custom", path, message: error.rule });
        return others;
      }
    };
    for (const [place, named] of Object.entries({ due, assignments })) {
      for (const module of Object.keys(named)) {
        if (modules.includes(module)) continue;
        context.addIssue({ code: "custom", path: [place, module], message: `must be one of ${modules.join(", ")}` });
      }
    }
    const named = modules.filter((module) => due[module] !== undefined || assignments[module] !== undefined);
    return { ...rest, others, assignments: new Map(named.map((module) => [module, settle(module)])) };
  });
  return settled.parse(config);
}

/** A calendar as `course.json` has it, from what holds now: read again it is the same. */
export function writeCalendar({ assignments, others, lateDays, solutionsAfter100 }: CourseRules): unknown {
  const { zone, late } = others;
  const written = [...assignments].map(([module, { zone: own, ...rules }]) => [
    module,
    own === zone ? rules : { zone: own, ...rules },
  ]);
  return {
    zone,
    assignments: Object.fromEntries(written),
    ...(late === null ? {} : { late }),
    lateDays,
    solutionsAfter100,
  };
}
