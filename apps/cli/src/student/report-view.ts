import type { ModuleManifest, Report, ReportTest } from "@tinytorch/course";
import { bar, colors } from "../terminal/terminal.ts";

/** A report as a grader gives it, or as the service shows it to this account. */
export type ViewedReport = Pick<Report, "module" | "score" | "max_score" | "tests" | "diagnosis"> & {
  /** Tests that this account may not see (yet). */
  readonly withheld?: { readonly tests: number; readonly max_score: number };
};

/**
 * A report for a person: the score, then under each component a line per test, and for a failed one what happened and
 * what to look at.
 */
export function viewReport(report: ViewedReport, manifest: Pick<ModuleManifest, "exports"> | undefined): string {
  const lines = ["", `${colors.bold(report.module)}  ${scoreLine(report.score, report.max_score)}`];
  if (report.diagnosis !== null) lines.push(`Your code ${report.diagnosis}.`);
  const components = Map.groupBy(report.tests, (test) => test.tags[0] ?? "");
  for (const [component, tests] of components) {
    lines.push("", componentLine(componentName(component, manifest?.exports ?? []), tests));
    for (const test of tests) lines.push(...testLines(test));
  }
  const withheld = report.withheld;
  if (withheld !== undefined && withheld.tests > 0) {
    const tests = withheld.tests === 1 ? "1 more test" : `${withheld.tests} more tests`;
    lines.push("", colors.dim(`${tests}, worth ${withheld.max_score} points in all, not shown to you now.`));
  }
  return lines.join("\n");
}

/** `███████████░░░░░  72 of 100` */
function scoreLine(score: number, most: number): string {
  const paint = score === most ? colors.green : score === 0 ? colors.red : colors.yellow;
  return `${paint(bar(score, most))}  ${colors.bold(`${score} of ${most}`)}`;
}

function componentLine(name: string, tests: readonly ReportTest[]): string {
  const earned = tests.reduce((sum, test) => sum + test.score, 0);
  const most = tests.reduce((sum, test) => sum + test.max_score, 0);
  return `${colors.bold(name)} ${colors.dim(`${earned} of ${most}`)}`;
}

function testLines(test: ReportTest): string[] {
  const points = colors.dim(`(${test.score} of ${test.max_score})`);
  if (test.status === "passed") return [`  ✅ ${test.name} ${points}`];
  const [cause = "", ...hint] = test.output.split("\n");
  const said = [colors.red(cause), ...hint].filter((line) => line !== "").flatMap((line) => wrap(line, 5));
  return [`  ❌ ${test.name} ${points}`, ...said];
}

/** Tests are tagged `step-lr` and `clip`; a person knows the exports `StepLR` and `clipGradNorm`. */
function componentName(tag: string, exports: readonly string[]): string {
  const letters = tag.replaceAll("-", "").toLowerCase();
  const same = exports.find((name) => name.toLowerCase() === letters);
  const starts = exports.filter((name) => name.toLowerCase().startsWith(letters));
  return same ?? (starts.length === 1 ? starts[0] : undefined) ?? tag;
}

/** Indented lines of at most 100 characters, broken between words. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > 100 - indent) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => " ".repeat(indent) + each);
}
