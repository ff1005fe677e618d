import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ModuleCheck, ModulePlace } from "./module-check.ts";
import { runNode } from "./run-node.ts";

export const visibleTestsCheck: ModuleCheck = {
  name: "visible tests",
  rule: "the visible tests pass on the solution, and each fails on the starter with the words of a TODO",
  async problems(place) {
    const [onSolution, onStarter] = await Promise.all([runVisibleTests(place, place.solution), runVisibleTests(place)]);
    if (!/🔬 Unit Test: .+\.\.\.\n {2}[✅❌] /u.test(onSolution)) {
      return ["tests/ must have tests that the module's vitest.config.ts shows by component, got none"];
    }
    const failures = onStarter.match(/^ {2}❌ .+\n {5}→ .+$/gm) ?? [];
    return [
      ...(failures.length === 0 ? ["some test must fail on the starter, got none"] : []),
      ...(onSolution.match(/^ *❌ .+$/gm) ?? []).map((line) => `on the solution must pass: ${titleOf(line)}`),
      ...(onStarter.match(/^ {2}✅ .+$/gm) ?? []).map((line) => `on the starter must fail: ${titleOf(line)}`),
      ...failures
        .filter((failure) => !failure.includes("→ not written yet: "))
        .map((failure) => `on the starter must fail with a TODO: ${titleOf(failure)}`),
      ...(onStarter.match(/^❌ .+$/gm) ?? []).map((line) => `on the starter must load: ${titleOf(line)}`),
    ];
  },
};

function titleOf(lines: string): string {
  return (lines.split("\n")[0] ?? "").replace(/^ *[✅❌] /u, "");
}

/** What a student sees of a module's visible tests, run on the starter or on another folder of sources. */
async function runVisibleTests({ student }: ModulePlace, source?: string): Promise<string> {
  const vitest = dirname(createRequire(import.meta.url).resolve("vitest/package.json"));
  const { stdout, stderr, code } = await runNode([join(vitest, "vitest.mjs"), "run"], {
    cwd: student,
    ...(source === undefined ? {} : { source }),
  });
  // Failed tests end a run with 1, which is an answer and not an error.
  if (code > 1) throw new Error(`the visible tests must run, got ${stderr.trim()}`);
  return stdout;
}
