import type { RunComparison, Verdict } from "@tinytorch/api";
import { colors } from "../terminal/terminal.ts";

/** Two runs held against each other, for a person. */
export function viewComparison({ same, before, after, tests, differs }: RunComparison): string {
  const hashes = differs.length === 0 ? "the same course and runner" : `another ${differs.join(", ")}`;
  if (same) {
    return `${colors.green("The same report:")} ${after.score} of ${after.maxScore}, every verdict as before, with ${hashes}.`;
  }
  const score = `${before.score} of ${before.maxScore} before, ${after.score} of ${after.maxScore} now`;
  return [
    `${colors.red("Another report:")} ${score}, with ${hashes}.`,
    ...tests.map((test) => `  ${test.id}: ${viewVerdict(test.before)}, now ${viewVerdict(test.after)}`),
  ].join("\n");
}

function viewVerdict(verdict: Verdict | null): string {
  if (verdict === null) return "not there";
  const kind = verdict.kind === null ? "" : ` (${verdict.kind})`;
  return `${verdict.status}${kind}, ${verdict.score} of ${verdict.maxScore}`;
}
