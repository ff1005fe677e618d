import { type Grade, type ModuleSummary, pointsOf } from "@tinytorch/api";

interface CourseSum {
  /** Modules with a grade, and those that one is asked for in. */
  readonly graded: number;
  readonly modules: number;
  /** Each grade as points of what its module is worth, and what they are worth together. */
  readonly earned: number;
  readonly worth: number;
}

/** What a student has of the whole course; a module that they are excused from is in none of it. */
export function courseSum(
  modules: readonly Pick<ModuleSummary, "id" | "points">[],
  grades: readonly Pick<Grade, "module" | "counted" | "maxScore" | "excused">[],
): CourseSum {
  const byModule = new Map(grades.map((grade) => [grade.module, grade]));
  const asked = modules.filter(({ id }) => byModule.get(id)?.excused !== true);
  const points = asked.flatMap((module) => {
    const grade = byModule.get(module.id);
    return (grade && pointsOf(grade, module.points)) ?? [];
  });
  return {
    graded: points.length,
    modules: asked.length,
    earned: sumOf(points),
    worth: sumOf(asked.map((each) => each.points)),
  };
}

/** Points are hundredths, of which sums of doubles fall short. */
function sumOf(points: readonly number[]): number {
  return Math.round(points.reduce((sum, each) => sum + each, 0) * 100) / 100;
}
