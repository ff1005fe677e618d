import type { LoadProblem } from "@tinytorch/course";
import { colors } from "../../terminal/terminal.ts";
import { wrap } from "../../terminal/wrap.ts";

/** What does not load, once, file by file: where, and what to write instead. Nothing when all does. */
export function viewLoadProblems(problems: readonly LoadProblem[]): readonly string[] {
  const lines: string[] = [];
  for (const [file, ofFile] of Map.groupBy(problems, (problem) => problem.file)) {
    lines.push(`❌ ${file} does not load`);
    for (const problem of ofFile) {
      const place = viewPlace(problem);
      lines.push(...wrap(`→ ${place === file ? "" : `${place}: `}${colors.red(problem.message)}`, 5));
    }
    lines.push("");
  }
  return lines;
}

/** `src/sgd.ts:12:3`, as far as it is known. */
export function viewPlace({ file, line, column }: LoadProblem): string {
  return [file, line, line === null ? null : column].filter((part) => part !== null).join(":");
}
