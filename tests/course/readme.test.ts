// Lane: process

import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const modules = readdirSync(join(root, "modules")).filter((name) => /^\d{2}-/.test(name));

/** What every module's page has, in this order. */
const sections = [
  "Module info",
  "Learning objectives",
  "Build → Use → Analyze",
  "What you'll build",
  "Core concepts",
  "What you'll experience",
  "Technical notes",
  "Performance characteristics",
  "How it fits",
  "Where it is used",
  "What's next",
  "Reflection questions",
];

describe.each(modules)("the page of %s", (module) => {
  const page = readFileSync(join(root, "modules", module, "README.md"), "utf8");

  test("has the sections of every module page, in order", () => {
    expect(Array.from(page.matchAll(/^## (.+)$/gm), ([, title]) => title)).toEqual(sections);
  });

  test("shows code that runs on the solution as it stands", { timeout: 60_000 }, async () => {
    const snippets = Array.from(page.matchAll(/^```ts\n(.+?)^```$/gms), ([, code = ""]) => code);
    expect(snippets.length).toBeGreaterThan(0);
    // Beside the solution, where ./src is the solution's and the packages are found.
    const folder = mkdtempSync(join(root, "grading", module, "solution/.readme-"));
    try {
      for (const [index, code] of snippets.entries()) {
        const file = join(folder, `${index}.ts`);
        writeFileSync(file, code.replaceAll('"./src/', '"../src/'));
        await promisify(execFile)(process.execPath, [file]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
