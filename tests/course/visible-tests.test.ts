// Lane: process

import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const modules = readdirSync(join(root, "modules")).filter((name) => /^\d{2}-/.test(name));

/** What a student sees of a module's visible tests, run on the starter or on another folder of sources. */
function runVisibleTests(module: string, source?: string): Promise<string> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const env = { ...process.env, TINYTORCH_MODULE_SOURCE: source };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [vitest, "run"], { cwd: join(root, "modules", module), env }, (error, stdout) => {
      // Failed tests end a run with 1, which is an answer and not an error.
      if (error && error.code !== 1) reject(error);
      else resolve(stdout);
    });
  });
}

describe.each(modules)("the visible tests of %s", (module) => {
  test("pass on the solution", { timeout: 60_000 }, async () => {
    const output = await runVisibleTests(module, join(root, "grading", module, "solution/src"));
    expect(output).toMatch(/🔬 Unit Test: .+\.\.\.\n {2}✅ /);
    expect(output).not.toContain("❌");
  });

  test("each fail on the starter, with the words of a TODO", { timeout: 60_000 }, async () => {
    const output = await runVisibleTests(module);
    const failures = output.match(/^ {2}❌ .+\n {5}→ .+$/gm) ?? [];
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.filter((failure) => !failure.includes("→ not written yet: "))).toEqual([]);
    expect(output).not.toContain("✅");
  });
});
