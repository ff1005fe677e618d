import type { Gradebook } from "@tinytorch/api";
import { stringify } from "csv-stringify/sync";

/**
 * The gradebook as CSV (RFC 4180): a header, then one line per student with the points that count per module, empty where
 * there is no grade, and then the days late per module with a due date. A cell a spreadsheet would run as a formula gets an
 * apostrophe in front, so a name stays a name.
 */
export function gradebookCsv({ modules, rows }: Gradebook, withDueDates: readonly string[]): string {
  const lines = rows.map(({ student, grades }) => {
    const byModule = new Map(grades.map((grade) => [grade.module, grade]));
    const points = modules.map((module) => byModule.get(module)?.counted ?? "");
    const daysLate = withDueDates.map((module) => {
      const grade = byModule.get(module);
      return grade === undefined ? "" : (grade.late?.days ?? 0);
    });
    return [student.name, ...points, ...daysLate];
  });
  const headings = withDueDates.map((module) => `${module} days late`);
  return stringify([["student", ...modules, ...headings], ...lines], {
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
