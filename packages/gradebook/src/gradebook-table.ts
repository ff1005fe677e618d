import { scaled } from "@tinytorch/course";
import type { Assignment } from "./assignment.ts";
import type { Grade } from "./grade.ts";

/** A module as a column of the gradebook: every grade in it is shown as points of the same number. */
export interface GradebookColumn {
  readonly assignment: Assignment;
  /** The points that there are in the module. */
  readonly maximum: number;
}

/** A person's line in the gradebook. */
export interface GradebookRow {
  readonly name: string;
  readonly grades: readonly Grade[];
}

/**
 * The gradebook as a table for any format: the headings, then a line per person with the points per module, of that module's maximum, empty where there
 * is no grade and EX where none is asked for, then the days late per module with a due date, and last, per module where there is
 * something to say, whose grade was excused or given by hand.
 */
export function gradebookTable(
  columns: readonly GradebookColumn[],
  rows: readonly GradebookRow[],
): readonly (readonly (string | number)[])[] {
  const assignments = columns.map(({ assignment }) => assignment);
  const withDueDates = assignments.filter(({ due }) => due !== null);
  const withNotes = assignments.filter(({ module }) =>
    rows.some(({ grades }) => grades.some((grade) => grade.module === module && noteOf(grade) !== "")),
  );
  const headings = [
    "student",
    ...assignments.map(({ module }) => module),
    ...withDueDates.map(({ module }) => `${module} days late`),
    ...withNotes.map(({ module }) => `${module} note`),
  ];
  const lines = rows.map(({ name, grades }) => {
    const byModule = new Map(grades.map((grade) => [grade.module, grade]));
    const points = columns.map(({ assignment: { module }, maximum }) => cellOf(byModule.get(module), maximum));
    const daysLate = withDueDates.map(({ module }) => {
      const grade = byModule.get(module);
      return grade === undefined || grade.submissionId === null ? "" : (grade.late?.days ?? 0);
    });
    const notes = withNotes.map(({ module }) => noteOf(byModule.get(module)));
    return [name, ...points, ...daysLate, ...notes];
  });
  return [headings, ...lines];
}

function cellOf(grade: Grade | undefined, maximum: number): string | number {
  if (grade?.excused) return "EX";
  return grade === undefined || grade.points === null ? "" : scaled(grade.points, grade.maxPoints, maximum);
}

function noteOf(grade: Grade | undefined): string {
  if (grade?.excused) return "excused";
  return grade?.overridden ? "given by hand" : "";
}
