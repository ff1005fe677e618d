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

/** What holds of a module, and who decided it: null for what nobody changed. */
export interface HeldRules {
  readonly module: string;
  readonly rules: AssignmentRules;
  readonly lastChange: StoredChange | null;
}

/** What was decided about modules, to read. What was never decided is as `course.json` says. */
export interface StoredAssignments {
  rules(module: string): AssignmentRules;
  /** The same with its times as instants. */
  find(module: string): Assignment;
  /** The newest decision that was not taken back; undefined before the first. */
  newest(module: string): StandingRules | undefined;
  /** What holds of each of these modules, read at once. */
  held(modules: readonly string[]): readonly HeldRules[];
  /** To be called after every change of a module, kept or rolled back: instants are worked out once. Without a module all are forgotten. */
  forget(module?: string): void;
}

interface AssignmentRow extends Omit<AssignmentRules, "late" | "counts">, Omit<StandingRules, "rules"> {
  readonly module: string;
  readonly counts: string;
  readonly late: string | null;
}

export function openAssignments(
  database: Database,
  calendar: Pick<Calendar, "assignments" | "others">,
): StoredAssignments {
  const select = database.prepare<[string], AssignmentRow>(`
    SELECT module, max(sequence) AS sequence, zone, release, due, closes, points, attempts, cool_down_minutes AS coolDownMinutes,
      counts, late, reason AS because, (SELECT name FROM users WHERE id = set_by) AS by, set_at AS at
    FROM assignments WHERE module IN (SELECT value FROM json_each(?)) AND removed_at IS NULL GROUP BY module`);
  const known = new Map<string, Assignment>();

  const newestOf = (modules: readonly string[]): ReadonlyMap<string, StandingRules> =>
    new Map(select.all(JSON.stringify(modules)).map((row) => [row.module, standingRules(row)]));
  const newest = (module: string) => newestOf([module]).get(module);
  const first = (module: string) => calendar.assignments.get(module) ?? calendar.others;
  const rules = (module: string) => newest(module)?.rules ?? first(module);

  return {
    rules,
    newest,
    find(module) {
      const found = known.get(module) ?? assignmentOf(module, rules(module));
      known.set(module, found);
      return found;
    },
    held(modules) {
      const decided = newestOf(modules);
      return modules.map((module) => {
        const { rules = first(module), by = null, at = 0, because = "" } = decided.get(module) ?? {};
        return { module, rules, lastChange: by === null ? null : { by, at, because } };
      });
    },
    forget: (module) => void (module === undefined ? known.clear() : known.delete(module)),
  };
}

/** Points that were decided before they had to be hundredths are rounded to them. */
function standingRules({ module: _, sequence, because, by, at, late, points, ...rest }: AssignmentRow): StandingRules {
  const rules = assignmentRulesSchema.parse({
    ...rest,
    points: points === null ? null : Math.max(0.01, inHundredths(points)),
    late: late === null ? null : JSON.parse(late),
  });
  return { sequence, because, by, at, rules };
}
