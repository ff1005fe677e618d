// Lane: process

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const examples = import.meta.dirname;
const page = readFileSync(join(examples, "../library.md"), "utf8");
const run = async (file: string) => (await promisify(execFile)(process.execPath, [file])).stdout;

describe("the library's page", () => {
  const blocks = Array.from(page.matchAll(/^```ts\n(.+?)^```$/gms), ([, code]) => code);

  test("every block runs by itself and prints what it says", { timeout: 120_000 }, async () => {
    expect(blocks.length).toBeGreaterThan(0);
    // Beside the examples, from where the packages are found.
    const folder = mkdtempSync(join(examples, ".page-"));
    try {
      for (const [index, code] of blocks.entries()) {
        const file = join(folder, `${index}.ts`);
        writeFileSync(file, code);
        // Beside what prints it, or in the lines below.
        const printing = code.matchAll(/console\.log\(.*\);(?: \/\/ (.*)|((?:\n\/\/ .*)+))$/gm);
        const promised = Array.from(
          printing,
          ([, line, below]) => `${line ?? below.trim().replaceAll(/^\/\/ /gm, "")}\n`,
        );
        expect(promised, "every line that is printed is promised").toHaveLength(code.split("console.log").length - 1);
        expect(await run(file), code).toBe(promised.join(""));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test("the example learns to read more than 97 % of the digits", { timeout: 120_000 }, async () => {
  const [, percentage] = /([\d.]+) % of 1000 images/.exec(await run(join(examples, "digits.ts"))) ?? [];
  expect(Number(percentage)).toBeGreaterThan(97);
});
