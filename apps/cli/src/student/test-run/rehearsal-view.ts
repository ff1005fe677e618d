import type { Rehearsal, RehearsedTest } from "@tinytorch/rehearsal";
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
  return [...lines, lastLine(rehearsal, components, { id, isAll })].join("\n");
}

/** What was run. */
interface Shown {
  /** The module. */
  readonly id: string;
  /** Whether all its test files were run: some alone say nothing of handing in. */
  readonly isAll: boolean;
}

type Components = readonly (readonly [name: string, tests: readonly RehearsedTest[]])[];

/** The tests of each component, in the order in which they are built; a part of one (`Tensor: views`) stands with it. */
export function inOrder(tests: readonly RehearsedTest[], order: readonly string[]): Components {
  const place = (name: string) => {
    const known = order.includes(name) ? name : name.replace(/: .*$/s, "");
    if (!order.includes(known)) return order.length;
    return order.indexOf(known) + (known === name ? 0 : 0.5);
  };
  return [...Map.groupBy(tests, ({ component }) => component)].sort(([a], [b]) => place(a) - place(b));
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

function lastLine(
  { loadProblems, brokenTestFiles, tests }: Rehearsal,
  components: Components,
  { id, isAll }: Shown,
): string {
  const run = tests.filter(({ state }) => state !== "skipped");
  const passed = run.filter(({ state }) => state === "passed").length;
  const broken = new Set([...loadProblems, ...brokenTestFiles].map(({ file }) => file));
  const mend = `mend ${[...broken].join(" and ")}`;
  if (run.length === 0) return broken.size > 0 ? `Nothing could be tested: ${mend}.` : "There is no unit test to run.";
  const [unfinished] = components.find(([, each]) => each.some(({ state }) => state === "failed")) ?? [];
  const said = `${passed} of ${run.length} unit tests passed.`;
  if (broken.size > 0) return `${said} Next: ${mend}.`;
  if (unfinished !== undefined) return `${said} Next: ${unfinished}.`;
  return `${said} ${isAll ? `Hand it in with tito submit ${id.slice(0, 2)}.` : "Next: all of them, without a filter."}`;
}
