// Lane: process

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createVitest } from "vitest/node";
import { UnitTestReporter } from "./unit-test-reporter.ts";

let folder = "";

beforeEach(async () => {
  // Inside the package, where vitest is found, and where lint, which may run at the same time, does not look.
  const ignored = join(import.meta.dirname, "../reports");
  await mkdir(ignored, { recursive: true });
  folder = await mkdtemp(join(ignored, "reporter-"));
});

interface Run {
  readonly filters?: readonly string[];
  readonly others?: Readonly<Record<string, string>>;
}

afterEach(() => rm(folder, { recursive: true }));

/** What the reporter writes about one test file, and about others beside it. */
async function reported(
  source: string,
  order: string[] = [],
  { filters = [], others = {} }: Run = {},
): Promise<string> {
  for (const [name, text] of Object.entries({ "sample.test.ts": source, ...others })) {
    await writeFile(join(folder, name), text);
  }
  let text = "";
  const reporter = new UnitTestReporter({ order, write: (part) => (text += part) });
  const vitest = await createVitest(
    { root: folder, config: false, watch: false, include: ["*.test.ts"], exclude: [], reporters: [reporter] },
    { server: { watch: null } },
  );
  const exitCode = process.exitCode;
  // Without a file to run it throws, having told its reporters.
  await vitest.start([...filters]).catch(() => {});
  await vitest.close();
  process.exitCode = exitCode;
  return text;
}

test("each component is a block of ticks and crosses, in the order it is built", async () => {
  const text = await reported(
    `import { describe, expect, test } from "vitest";
    describe("Second", () => { test("works too", () => {}); });
    describe("First", () => {
      test("works", () => {});
      test("is to do", () => { throw new Error("TODO(08-optimizers): add the numbers"); });
      test("is wrong", () => { expect(1).toBe(2); });
    });`,
    ["First", "Second"],
  );
  expect(text).toBe(`🔬 Unit Test: First...
  ✅ works
  ❌ is to do
     → not written yet: add the numbers (sample.test.ts:5)
  ❌ is wrong
     → expected 1 to be 2 // Object.is equality (sample.test.ts:6)

🔬 Unit Test: Second...
  ✅ works too

2 of 4 unit tests passed. Next: First.
`);
});

test("a file that cannot be loaded is named with the reason", async () => {
  const text = await reported(`throw new Error("no such thing");`);
  expect(text).toContain("❌ sample.test.ts could not be loaded\n     → no such thing");
  expect(text).toMatch(/\n\nNothing could be tested: mend the error above\.\n$/);
});

const passing = 'import { describe, test } from "vitest"; describe("First", () => { test("works", () => {}); });';

test("only work whose tests all passed is to be handed in: not while a file could not be loaded", async () => {
  expect(await reported(passing)).toMatch(/\n1 of 1 unit tests passed\. Hand it in with tito submit\.\n$/);
  const text = await reported(passing, [], { others: { "broken.test.ts": "throw new Error('no such thing');" } });
  expect(text).toMatch(/\n1 of 1 unit tests passed\. Next: mend what could not be loaded\.\n$/);
});

test("a filter that no file's path contains is told with the files there are", async () => {
  const run = { filters: ["sdg"], others: { "another.test.ts": passing } };
  expect(await reported(passing, [], run)).toBe(
    "No test file's path contains what was asked for: there is another.test.ts, sample.test.ts.\n",
  );
});
