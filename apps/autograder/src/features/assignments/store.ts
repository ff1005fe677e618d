import { type AssignmentRules, assignmentRulesSchema, type Calendar, inHundredths } from "@tinytorch/course";
import { type Assignment, assignmentOf } from "@tinytorch/gradebook";
import type { Database } from "better-sqlite3";

/** Who decided what holds of a module now. */
export interface StoredChange {
  readonly by: string;
  readonly at: number;
  readonly because: string;
}

/** What holds of a module, and the decision that says so: its place among all, and null for who made it where `course.json` says it. */
export interface StandingRules {
  readonly sequence: number;
  readonly by: string | null;
  readonly at: number;
  readonly because: string;
  readonly rules: AssignmentRules;
}

/** What was decided about modules, to read. What was never decided is as `course.json` says. */
export interface StoredAssignments {
  rules(module: string): AssignmentRules;
  /** The same with its times as instants. */
  find(module: string): Assignment;
  /** The newest decision that was not taken back; undefined before the first. */
  newest(module: string): StandingRules | undefined;
  /** Null for what nobody changed. */
  lastChange(module: string): StoredChange | null;
  /** To be called after every change of a module, kept or rolled back: instants are worked out once. Without a module all are forgotten. */
  forget(module?: string): void;
}

interface AssignmentRow extends Omit<AssignmentRules, "late" | "counts">, Omit<StandingRules, "rules"> {
  readonly counts: string;
  readonly late: string | null;
}

export function openAssignments(
  database: Database,
  calendar: Pick<Calendar, "assignments" | "others">,
): StoredAssignments {
  const select = database.prepare<[string], AssignmentRow>(`
    SELECT sequence, zone, release, due, closes, points, attempts, cool_down_minutes AS coolDownMinutes, counts, late,
      reason AS because, (SELECT name FROM users WHERE id = set_by) AS by, set_at AS at
    FROM assignments WHERE module = ? AND removed_at IS NULL ORDER BY sequence DESC LIMIT 1`);
  const known = new Map<string, Assignment>();

  /** Points that were decided before they had to be hundredths are rounded to them. */
  function newest(module: string): StandingRules | undefined {
    const row = select.get(module);
    if (row === undefined) return undefined;
    const { sequence, because, by, at, late, points, ...rest } = row;
    const rules = assignmentRulesSchema.parse({
      ...rest,
      points: points === null ? null : Math.max(0.01, inHundredths(points)),
      late: late === null ? null : JSON.parse(late),
    });
    return { sequence, because, by, at, rules };
  }
  const rules = (module: string) => newest(module)?.rules ?? calendar.assignments.get(module) ?? calendar.others;

  return {
    rules,
    newest,
    find(module) {
      const found = known.get(module) ?? assignmentOf(module, rules(module));
      known.set(module, found);
      return found;
    },
    lastChange(module) {
      const found = newest(module);
      return found === undefined || found.by === null ? null : { by: found.by, at: found.at, because: found.because };
    },
    forget: (module) => void (module === undefined ? known.clear() : known.delete(module)),
  };
}
