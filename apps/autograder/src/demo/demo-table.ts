import type { ReportTest } from "@tinytorch/course";
import Table from "cli-table3";
import type { DemoGrade } from "./grade-demo.ts";

/** The demo's grades as a table: who, how many points, how long from receipt to stored score, and what failed. */
export function demoTable(grades: readonly DemoGrade[]): string {
  const table = new Table({
    head: ["submission of", "id", "score", "seconds", "what failed"],
    colAligns: ["left", "left", "right", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const { name, submission } of grades) {
    const { id, score, maxScore, timings, report, failure } = submission;
    table.push([
      name,
      id,
      score === null ? "none" : `${score} / ${maxScore}`,
      timings === null ? "" : (timings.total / 1000).toFixed(2),
      failure ?? whatFailed(report?.tests ?? []),
    ]);
  }
  return table.toString();
}

/** `2 tests: adam (wrong)`: how many, in which parts, and how. */
function whatFailed(tests: readonly ReportTest[]): string {
  const failed = tests.filter((test) => test.status === "failed");
  if (failed.length === 0) return "nothing";
  const parts = [...new Set(failed.flatMap((test) => test.tags))];
  const kinds = [...new Set(failed.flatMap((test) => test.kind ?? []))];
  const named = parts.length > 3 ? `${parts.slice(0, 3).join(", ")}, …` : parts.join(", ");
  return `${failed.length} of ${tests.length} tests: ${named} (${kinds.join(", ")})`;
}
