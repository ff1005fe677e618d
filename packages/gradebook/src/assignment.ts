import { type AssignmentRules, type Calendar, type CountingPolicy, type LatePolicy, momentOf } from "@tinytorch/course";

/** What a course decides about a module, the same for everybody. Times are milliseconds since 1970. */
export interface Assignment {
  readonly module: string;
  /** On whose clocks days are counted; UTC by default. */
  readonly zone?: string;
  /** Before it no work is taken. */
  readonly release?: number | null;
  /** Null: never late, and never closed by itself. It covers its whole minute. */
  readonly due: number | null;
  /** When work is taken for the last time, to the minute; without it as the late policy says. */
  readonly closes?: number | null;
  /** What the module is worth; without it what the tests of the submission give at most. */
  readonly points?: number | null;
  /** Submissions that everybody has; without it as many as anybody likes. */
  readonly attempts?: number | null;
  /** Minutes from one attempt to the next. */
  readonly coolDownMinutes?: number;
  /** Null: late work is marked, costs nothing and is always taken. */
  readonly late: LatePolicy | null;
  readonly counts: CountingPolicy;
}

/** Finds what was decided about a module. One the course does not have, any more, has no due date. */
export type Assignments = (module: string) => Assignment;

/** A module's rules with their times as instants. */
export function assignmentOf(module: string, { zone, release, due, closes, ...rules }: AssignmentRules): Assignment {
  const moment = (wall: string | null) => (wall === null ? null : momentOf(wall, zone));
  return { module, zone, release: moment(release), due: moment(due), closes: moment(closes), ...rules };
}

/** The assignments of a calendar. */
export function assignmentsOf({ assignments, others }: Pick<Calendar, "assignments" | "others">): Assignments {
  return (module) => assignmentOf(module, assignments.get(module) ?? others);
}

/** Those of a course about which nothing was decided. */
export const undated: Assignments = (module) => ({ module, due: null, late: null, counts: "latest" });
