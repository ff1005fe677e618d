import type { Rehearsal, RehearsedTest } from "./rehearsal.ts";

/** The tests of each component, by its name. */
export type Components = readonly (readonly [name: string, tests: readonly RehearsedTest[]])[];

/**
 * The tests of each component, in the order in which they are built; a part of one (`Tensor: views`) stands with it.
 *
 * @param order the components in the order in which they are built (`buildOrder`); others come last.
 */
export function inOrder(tests: readonly RehearsedTest[], order: readonly string[]): Components {
  const place = (name: string) => {
    const known = order.includes(name) ? name : name.replace(/: .*$/s, "");
    if (!order.includes(known)) return order.length;
    return order.indexOf(known) + (known === name ? 0 : 0.5);
  };
  return [...Map.groupBy(tests, ({ component }) => component)].sort(([a], [b]) => place(a) - place(b));
}

/** How many unit tests passed, and what is next, in a line. @param whenAll what is next when all of them did. */
export function sayOutcome(
  { loadProblems, brokenTestFiles, tests }: Rehearsal,
  components: Components,
  whenAll: string,
): string {
  const run = tests.filter(({ state }) => state !== "skipped");
  const passed = run.filter(({ state }) => state === "passed").length;
  const broken = new Set([...loadProblems, ...brokenTestFiles].map(({ file }) => file));
  const mend = `mend ${[...broken].join(" and ")}`;
  if (run.length === 0) return broken.size > 0 ? `Nothing could be tested: ${mend}.` : "There is no unit test to run.";
  const [unfinished] = components.find(([, each]) => each.some(({ state }) => state === "failed")) ?? [];
  const said = `${passed} of ${run.length} unit tests passed.`;
  if (broken.size > 0) return `${said} Next: ${mend}.`;
  return `${said} ${unfinished === undefined ? whenAll : `Next: ${unfinished}.`}`;
}
