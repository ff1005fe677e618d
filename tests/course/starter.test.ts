import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripSolution } from "@tinytorch/course";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const modules = readdirSync(join(root, "modules")).filter((name) => /^\d{2}-/.test(name));

describe.each(modules)("the starter of %s", (module) => {
  const solution = join(root, "grading", module, "solution/src");
  const starter = join(root, "modules", module, "src");

  test("is the solution with its regions taken out, file by file", () => {
    expect(readdirSync(starter)).toEqual(readdirSync(solution));
    for (const file of readdirSync(solution)) {
      const expected = stripSolution(readFileSync(join(solution, file), "utf8"), module);
      expect(readFileSync(join(starter, file), "utf8"), file).toBe(expected);
    }
  });

  test("has the files that its manifest asks for", () => {
    const manifest: { submittedFiles: string[] } = JSON.parse(
      readFileSync(join(root, "modules", module, "module.json"), "utf8"),
    );
    expect(readdirSync(starter).map((file) => `src/${file}`)).toEqual([...manifest.submittedFiles].sort());
  });
});
