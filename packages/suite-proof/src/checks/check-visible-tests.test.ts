// Lane: process

import { expect, test } from "vitest";
import { smallModule } from "../testing/small-module.ts";
import { visibleTestsCheck } from "./check-visible-tests.ts";
import { runCheck } from "./module-check.ts";

const head = 'import { describe, expect, test } from "vitest";\nimport { twice } from "../src/index.ts";\n';
const good = 'describe("twice", () => { test("of 2 is 4", () => expect(twice(2)).toBe(4)); });\n';

/** What the check says when the module's test file holds this after its imports. */
async function sentenceOn(body: string, changes: Readonly<Record<string, string>> = {}): Promise<string> {
  const place = await smallModule({ "modules/01-small/tests/twice.test.ts": head + body, ...changes });
  return (await runCheck(visibleTestsCheck, place)).sentence;
}

test("tests that pass on the solution and fail with a TODO on the starter keep the rule", async () => {
  expect(await sentenceOn(good)).toBe(visibleTestsCheck.rule);
});

test("a test that is wrong of the solution, says nothing of the starter or fails otherwise is named", async () => {
  expect(await sentenceOn(`${good}test("of 2 is 5", () => expect(twice(2)).toBe(5));`)).toBe(
    "on the solution must pass: of 2 is 5",
  );
  expect(await sentenceOn(`${good}test("says nothing", () => {});`)).toBe("on the starter must fail: says nothing");
  const swallowed = 'test("swallowed", () => { let got; try { got = twice(2); } catch {} expect(got).toBe(4); });';
  expect(await sentenceOn(good + swallowed)).toBe("on the starter must fail with a TODO: swallowed");
  expect(await sentenceOn(`${good}test.skip("skipped", () => {});`)).toBe(
    "on the solution must pass: skipped; on the starter must fail: skipped",
  );
});

test("files that do not load are named, of the tests and of the sources", async () => {
  expect(await sentenceOn(`${good}throw new Error("no such thing");`)).toBe(
    "on the solution must load: tests/twice.test.ts, got no such thing; " +
      "on the starter must load: tests/twice.test.ts, got no such thing; some test must fail on the starter, got none",
  );
  expect(await sentenceOn(good, { "modules/01-small/src/twice.ts": "export enum Mode { A }\n" })).toMatch(
    /^on the starter must load: src\/twice\.ts, got .*enum/,
  );
});

test("a module without a test says so", async () => {
  expect(await sentenceOn("")).toBe("tests/ must have tests, got none");
});
