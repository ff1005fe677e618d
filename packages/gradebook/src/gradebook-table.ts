import type { Assignment } from "./assignment.ts";
import type { Grade } from "./grade.ts";

/** A person's line in the gradebook. */
export interface GradebookRow {
  readonly name: string;
  readonly grades: readonly Grade[];
}

/**
 * The gradebook as a table for any format: the headings, then a line per person with the points per module, empty where there
 * is no grade, and then the days late per module with a due date.
 */
export function gradebookTable(
  assignments: readonly Assignment[],
  rows: readonly GradebookRow[],
): readonly (readonly (string | number)[])[] {
  const withDueDates = assignments.filter(({ due }) => due !== null);
  const headings = [
    "student",
    ...assignments.map(({ module }) => module),
    ...withDueDates.map(({ module }) => `${module} days late`),
  ];
  const lines = rows.map(({ name, grades }) => {
    const byModule = new Map(grades.map((grade) => [grade.module, grade]));
    const points = assignments.map(({ module }) => byModule.get(module)?.points ?? "");
    const daysLate = withDueDates.map(({ module }) => {
      const grade = byModule.get(module);
      return grade === undefined || grade.submissionId === null ? "" : (grade.late?.days ?? 0);
    });
    return [name, ...points, ...daysLate];
  });
  return [headings, ...lines];
}
