import type { Calendar, LatePolicy } from "@tinytorch/course";

/** Which of a student's graded submissions counts: the last received, or the one that earns most once lateness is taken off. */
export type CountingPolicy = "latest" | "best";

/** What a course decides about a module, the same for everybody. */
export interface Assignment {
  readonly module: string;
  /** Null: never late, never closed. */
  readonly due: number | null;
  /** Null: late work is marked, costs nothing and is always taken. */
  readonly late: LatePolicy | null;
  readonly counts: CountingPolicy;
}

/** Finds what was decided about a module. One the course does not have, any more, has no due date. */
export type Assignments = (module: string) => Assignment;

/** The assignments of a calendar. */
export function assignmentsOf(calendar: Calendar): Assignments {
  return (module) => ({
    module,
    due: calendar.due.get(module) ?? null,
    late: calendar.late,
    counts: "latest",
  });
}

/** Those of a course without due dates. */
export const undated: Assignments = assignmentsOf({ due: new Map(), late: null });
