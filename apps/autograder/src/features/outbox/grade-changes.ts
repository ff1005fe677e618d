import { type Facts, gradeOf } from "@tinytorch/gradebook";
import type { GradeCause } from "./event.ts";
import type { Outbox } from "./outbox.ts";

/** Whose grade in which module a change may move, and what kind of change it is. */
export interface GradeScope {
  readonly people: readonly string[];
  readonly module: string;
  readonly cause: GradeCause;
}

/**
 * Makes a change of facts, and tells of each grade that is another after it than it was before. Every transaction that may
 * move a grade makes its change through this, whatever the change is; what the grades are, the gradebook works out.
 */
export type ChangeGrades = <Result>(scope: GradeScope, change: () => Result) => Result;

interface GradeChangesOptions {
  readonly facts: (userId: string, module: string) => Facts;
  readonly outbox: Outbox;
  readonly now: () => number;
}

export function openGradeChanges({ facts, outbox, now }: GradeChangesOptions): ChangeGrades {
  const shownTo = (userId: string, module: string): string => {
    const { points, maxPoints, excused } = gradeOf(facts(userId, module), now());
    return excused ? "excused" : `${points} of ${maxPoints}`;
  };
  return ({ people, module, cause }, change) => {
    const before = new Map(people.map((userId) => [userId, shownTo(userId, module)]));
    const result = change();
    for (const [userId, shown] of before) {
      if (shownTo(userId, module) !== shown) outbox({ kind: "grade.changed", userId, module, cause });
    }
    return result;
  };
}
