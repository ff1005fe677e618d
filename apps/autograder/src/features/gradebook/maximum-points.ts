import type { Context } from "../../context.ts";

/** What there are points of in a module that is broken: a rubric's sum. */
const rubricPoints = 100;

/** The points that there are in a module: every list of grades shows those of the module as points of this number. */
export function maximumPoints({ course, store }: Pick<Context, "course" | "store">, module: string): number {
  return store.grades.assignment(module).points ?? course.module(module)?.manifest.points ?? rubricPoints;
}
