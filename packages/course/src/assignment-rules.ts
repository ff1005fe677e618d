import { z } from "zod";
import { CourseTimeError, courseTimeOf, isWrittenTime, isZone, readOffsetTime, readTime } from "./course-time.ts";
import { latePolicySchema } from "./late-policy.ts";
import { maxPointsSchema } from "./points.ts";

/** Which of a student's graded submissions counts: the last received, the one that earns most, or the one that was chosen. */
export const countingPolicySchema = z.enum(["latest", "best", "chosen"]);
export type CountingPolicy = z.infer<typeof countingPolicySchema>;

/** `Europe/Berlin` */
export const zoneSchema = z.string().max(64).refine(isZone, "must be a zone's name, as Europe/Berlin");

/** As it was typed, before a zone says which moment it is. */
export const writtenTimeSchema = z.string().max(40).refine(isWrittenTime, "must be a time, as 2026-12-06T23:59");

/**
 * What a course decides about a module, as people write it: times are those on the wall in `zone`. What is null holds nobody back:
 * open from the beginning, never due, closed as the late policy says, worth what the tests give, as many attempts as anybody likes.
 */
export const assignmentRulesSchema = z.strictObject({
  zone: zoneSchema,
  /** Before it no work is taken. */
  release: writtenTimeSchema.nullable(),
  due: writtenTimeSchema.nullable(),
  /** After it no work is taken; null: when the late policy's days are over. */
  closes: writtenTimeSchema.nullable(),
  /** What the module is worth, in points; null: as many as its tests give. */
  points: maxPointsSchema.nullable(),
  /** Submissions that load, each; null: no bound. */
  attempts: z.int().min(1).max(10_000).nullable(),
  /** Minutes between two of them. */
  coolDownMinutes: z
    .int()
    .min(0)
    .max(31 * 24 * 60),
  counts: countingPolicySchema,
  /** Null: late work is marked, costs nothing and is always taken. */
  late: latePolicySchema.nullable(),
});
export type AssignmentRules = z.infer<typeof assignmentRulesSchema>;

/** A module about which nothing was decided. */
export const openRules: AssignmentRules = {
  zone: "UTC",
  ...{ release: null, due: null, closes: null, points: null, attempts: null },
  coolDownMinutes: 0,
  counts: "latest",
  late: null,
};

/** Rules that contradict themselves or name no moment: the field and what is wrong with it. */
export class AssignmentRulesError extends RangeError {
  override readonly name = "AssignmentRulesError";
  readonly field: string;
  readonly rule: string;

  constructor(field: string, rule: string) {
    super(`${field}: ${rule}`);
    this.field = field;
    this.rule = rule;
  }
}

const times = ["release", "due", "closes"] as const;

/**
 * The same rules with each time as the zone's clock shows it.
 *
 * @param anyOffset whether times have an offset that need not be the zone's, as files of courses that name no zone have.
 * @throws AssignmentRulesError for a time that there is not, and for a release or a close on the wrong side of the due date.
 */
export function settleRules(rules: AssignmentRules, { anyOffset = false } = {}): AssignmentRules {
  const read = (field: (typeof times)[number]) => {
    const text = rules[field];
    if (text === null) return null;
    try {
      return anyOffset ? courseTimeOf(readOffsetTime(text), rules.zone) : readTime(text, rules.zone);
    } catch (error) {
      if (error instanceof CourseTimeError) throw new AssignmentRulesError(field, error.message);
      throw error;
    }
  };
  const [release, due, closes] = [read("release"), read("due"), read("closes")];
  if (due !== null && closes !== null && closes.instant < due.instant) {
    throw new AssignmentRulesError("closes", `must not be before the due date ${due.wall}, got ${closes.wall}`);
  }
  const end = due ?? closes;
  if (release !== null && end !== null && release.instant >= end.instant) {
    throw new AssignmentRulesError("release", `must be before ${end.wall}, got ${release.wall}`);
  }
  const wall = { release: release?.wall ?? null, due: due?.wall ?? null, closes: closes?.wall ?? null };
  return { ...rules, ...wall };
}
