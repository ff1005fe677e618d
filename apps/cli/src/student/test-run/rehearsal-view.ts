import { inOrder, type Rehearsal, type RehearsedTest, sayOutcome } from "@tinytorch/rehearsal";
import { colors } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";
import { viewLoadProblems } from "./load-problems-view.ts";

/** More lines of a test's console than this are counted and not shown. */
const mostConsoleLines = 20;

/**
 * What a student is shown of a module's visible tests: first what does not load, then a block for each component in the order in
 * which they are built, what was printed under the test that printed it, and how many passed last.
 *
 *     🔬 Unit Test: SGD...
 *       ✅ without momentum: 1 − 0.1 · 2 = 0.8, then 0.8 − 0.1 · 1 = 0.7
 *       ❌ momentum 0.5: …
 *          → not written yet: update every parameter that has a gradient (src/sgd.ts:47)
 *
 * @param order the components in the order in which they are built; others come last.
 */
export function viewRehearsal(rehearsal: Rehearsal, order: readonly string[], { id, isAll }: Shown): string {
  const lines = [...viewLoadProblems(rehearsal.loadProblems)];
  for (const { file, message, where } of rehearsal.brokenTestFiles) {
    lines.push(`❌ ${file} could not be loaded`, `     → ${withPlace(message, where)}`, "");
  }
  if (rehearsal.console !== "")
    lines.push("Printed while your files were loaded:", ...viewConsole(rehearsal.console), "");
  const components = inOrder(rehearsal.tests, order);
  for (const [component, tests] of components) {
    lines.push(`🔬 Unit Test: ${component}...`, ...tests.flatMap(testLines), "");
  }
  const whenAll = isAll ? `Hand it in with tito submit ${id.slice(0, 2)}.` : "Next: all of them, without a filter.";
  return [...lines, sayOutcome(rehearsal, components, whenAll)].join("\n");
}

/** What was run. */
interface Shown {
  /** The module. */
  readonly id: string;
  /** Whether all its test files were run: some alone say nothing of handing in. */
  readonly isAll: boolean;
}

function testLines({ name, state, cause, difference, where, console }: RehearsedTest): string[] {
  const mark = { passed: "✅", failed: "❌", skipped: "➖" }[state];
  return [
    `  ${mark} ${name}${state === "skipped" ? colors.dim(" (skipped)") : ""}`,
    ...(cause === null ? [] : [`     → ${colors.red(withPlace(cause, where))}`]),
    ...(difference === null ? [] : [`       ${colors.red(visible(difference))}`]),
    ...viewConsole(console),
  ];
}

function withPlace(cause: string, where: string | null): string {
  return `${cause.replaceAll("\n", "\n       ")}${where === null ? "" : ` (${where})`}`;
}

function viewConsole(text: string): readonly string[] {
  if (text === "") return [];
  const lines = text.replace(/\n$/, "").split("\n");
  const more = lines.length - mostConsoleLines;
  const shown = more > 0 ? [...lines.slice(0, mostConsoleLines), `… and ${more} more lines`] : lines;
  return shown.map((line) => colors.dim(`     │ ${visible(line)}`));
}
