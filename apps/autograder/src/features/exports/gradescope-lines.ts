import { inHundredths } from "@tinytorch/course";
import { type Exported, gradescopeResults, jsonLines, type LeftOut } from "@tinytorch/exports";
import { countingSubmission, type Grade, gradeOf, sayReason } from "@tinytorch/gradebook";
import type { Store } from "../../store.ts";
import { showStoredReport } from "../../stored-report.ts";
import type { GradesBook } from "./grades-book.ts";

/**
 * The results of each student's submission that counts in a module, as Gradescope reads them: the score is the grade, in points of the
 * tests, and where the tests alone do not say it, the output begins with how it came about. Gradescope has no word for who is excused.
 */
export function gradescopeLines({ rows, facts }: GradesBook, store: Pick<Store, "exports">, now: number): Exported {
  const leftOut: LeftOut[] = [];
  const counts = facts.map(([own]) => (own === undefined ? null : countingSubmission(own)));
  const reports = store.exports.reports(counts.flatMap((counting) => counting?.run.id ?? []));
  const lines = rows.flatMap(({ person: { login, dropped } }, index) => {
    const [own] = facts[index] ?? [];
    const counting = counts[index] ?? null;
    const grade = own === undefined ? null : gradeOf(own, now);
    const because = dropped ? "dropped" : whyNot(grade);
    const report = counting === null ? undefined : reports.get(counting.run.id);
    const shown = showStoredReport({ report: report ?? null, console: () => null }, "instructor", {
      afterDue: true,
    }).report;
    if (counting === null || shown === null || grade?.points == null || because !== null) {
      leftOut.push({ login, module: null, because: because ?? "its report is in the form of an earlier release" });
      return [];
    }
    const score = inHundredths((grade.points * shown.max_score) / grade.maxPoints);
    const reason = score === shown.score ? "" : `${grade.reason.map(sayReason).join("\n")}\n\n`;
    const results = gradescopeResults({ ...shown, score, output: `${reason}${shown.output}` });
    return [{ login, module: grade.module, submissionId: counting.id, results }];
  });
  return { text: jsonLines(lines), leftOut, warnings: [] };
}

function whyNot(grade: Grade | null): string | null {
  if (grade?.excused) return "excused, which Gradescope's results cannot say";
  if (grade === null || grade.points === null) return "nothing graded";
  return grade.submissionId === null ? "given by hand, without a submission" : null;
}
