import type { Rehearsal, RehearsedTest } from "@tinytorch/rehearsal";
import { colors } from "../terminal/terminal.ts";
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
 * @param isAll whether all test files were run: some alone say nothing of handing in.
 */
export function viewRehearsal(rehearsal: Rehearsal, order: readonly string[], isAll = true): string {
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
  return [...lines, lastLine(rehearsal, components, isAll)].join("\n");
}

type Components = readonly (readonly [name: string, tests: readonly RehearsedTest[]])[];

function inOrder(tests: readonly RehearsedTest[], order: readonly string[]): Components {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...Map.groupBy(tests, ({ component }) => component)].sort(([a], [b]) => place(a) - place(b));
}

function testLines({ name, state, cause, where, console }: RehearsedTest): string[] {
  const mark = { passed: "✅", failed: "❌", skipped: "➖" }[state];
  return [
    `  ${mark} ${name}${state === "skipped" ? colors.dim(" (skipped)") : ""}`,
    ...(cause === null ? [] : [`     → ${colors.red(withPlace(cause, where))}`]),
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

/** Nothing that a program prints moves the cursor or changes what stands above. */
function visible(line: string): string {
  return line.replace(/[^\P{C}\t]/gu, " ").slice(0, 500);
}

function lastLine({ loadProblems, brokenTestFiles, tests }: Rehearsal, components: Components, isAll: boolean): string {
  const run = tests.filter(({ state }) => state !== "skipped");
  const passed = run.filter(({ state }) => state === "passed").length;
  const broken = new Set([...loadProblems, ...brokenTestFiles].map(({ file }) => file));
  const mend = `mend ${[...broken].join(" and ")}`;
  if (run.length === 0) return broken.size > 0 ? `Nothing could be tested: ${mend}.` : "There is no unit test to run.";
  const [unfinished] = components.find(([, each]) => each.some(({ state }) => state === "failed")) ?? [];
  const said = `${passed} of ${run.length} unit tests passed.`;
  if (broken.size > 0) return `${said} Next: ${mend}.`;
  if (unfinished !== undefined) return `${said} Next: ${unfinished}.`;
  return `${said} ${isAll ? "Hand it in with tito submit." : "Next: all of them, without a filter."}`;
}
