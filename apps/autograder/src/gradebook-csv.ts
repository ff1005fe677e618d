import type { Gradebook } from "@tinytorch/api";
import { stringify } from "csv-stringify/sync";

/**
 * The gradebook as CSV (RFC 4180): a header, then one line per student with a score per module, empty where there is
 * none. A cell a spreadsheet would run as a formula gets an apostrophe in front, so a name stays a name.
 */
export function gradebookCsv({ modules, rows }: Gradebook): string {
  const lines = rows.map(({ student, grades }) => {
    const scores = new Map(grades.map((grade) => [grade.module, grade.score]));
    return [student.name, ...modules.map((module) => scores.get(module) ?? "")];
  });
  return stringify([["student", ...modules], ...lines], {
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
