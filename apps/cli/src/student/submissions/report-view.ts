import type { ModuleManifest, Report, ReportTest } from "@tinytorch/course";
import { bar, colors } from "../../terminal/terminal.ts";
import { wrap } from "../../terminal/wrap.ts";
import { viewLoadProblems } from "../test-run/load-problems-view.ts";

/** A report as a grader gives it, or as the service shows it to this account. */
export type ViewedReport = Pick<Report, "module" | "score" | "max_score" | "tests" | "diagnosis" | "loadProblems"> & {
  /** Tests that this account may not see (yet). */
  readonly withheld?: { readonly tests: number; readonly max_score: number };
};

/**
 * A report for a person, whose terminal shows the end of it: what does not load, then the components in the order in which they are
 * built on each other, with each failed test's cause and hint, and the score last.
 */
export function viewReport(report: ViewedReport, manifest: Pick<ModuleManifest, "exports"> | undefined): string {
  const lines = ["", ...viewLoadProblems(report.loadProblems)];
  for (const [component, tests] of Map.groupBy(report.tests, (test) => test.tags[0] ?? "")) {
    lines.push(...componentLines(componentName(component, manifest?.exports ?? []), tests));
  }
  const withheld = report.withheld;
  if (withheld !== undefined && withheld.tests > 0) {
    const tests = withheld.tests === 1 ? "1 more test" : `${withheld.tests} more tests`;
    lines.push("", colors.dim(`${tests}, worth ${withheld.max_score} points in all, not shown to you now.`));
  }
  if (report.diagnosis !== null) lines.push("", `Your code ${report.diagnosis}.`);
  lines.push("", `${colors.bold(report.module)}  ${scoreLine(report.score, report.max_score)}`);
  return lines.join("\n");
}

/** `███████████░░░░░  72 of 100` */
function scoreLine(score: number, most: number): string {
  const paint = score === most ? colors.green : score === 0 ? colors.red : colors.yellow;
  return `${paint(bar(score, most))}  ${colors.bold(`${score} of ${most}`)}`;
}

/** One line for a component whose tests all passed; else its failed tests, and how many passed. */
function componentLines(name: string, tests: readonly ReportTest[]): string[] {
  const failed = tests.filter(({ status }) => status === "failed");
  const head = `${colors.bold(name)} ${points(tests)}`;
  if (failed.length === 0) return [`✅ ${head}`];
  const passed = tests.length - failed.length;
  // What does not load is told above: the tests that need it are one line.
  const told = Map.groupBy(failed, ({ id, kind, output }) => (kind === "load" ? output : id));
  return [
    `❌ ${head}`,
    ...[...told.values()].flatMap(failedLines),
    ...(passed === 0 ? [] : [colors.dim(`   ${passed} of its ${tests.length} tests passed.`)]),
  ];
}

/** Failed tests of which the same is to be said. */
function failedLines(tests: readonly ReportTest[]): string[] {
  const [first] = tests;
  const name = tests.length === 1 ? first?.name : `${tests.length} tests`;
  const [cause = "", ...hint] = first?.output.split("\n") ?? [];
  const said = [colors.red(cause), ...hint].filter((line) => line !== "").flatMap((line) => wrap(line, 6));
  return [`   ❌ ${name} ${points(tests)}`, ...said];
}

function points(tests: readonly ReportTest[]): string {
  const earned = tests.reduce((sum, test) => sum + test.score, 0);
  const most = tests.reduce((sum, test) => sum + test.max_score, 0);
  return colors.dim(`(${earned} of ${most})`);
}

/** Tests are tagged `step-lr` and `clip`; a person knows the exports `StepLR` and `clipGradNorm`. */
function componentName(tag: string, exports: readonly string[]): string {
  const letters = tag.replaceAll("-", "").toLowerCase();
  const same = exports.find((name) => name.toLowerCase() === letters);
  const starts = exports.filter((name) => name.toLowerCase().startsWith(letters));
  return same ?? (starts.length === 1 ? starts[0] : undefined) ?? tag;
}
