// Lane: process

import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../testing/copy-course.ts";
import { runTito } from "../testing/run-tito.ts";

test("--check is content with src/ as the solution makes it", async () => {
  const course = await copyCourse();
  const { code, stdout, stderr } = await runTito(["starter", "01", "--check", "--course", course]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^✅ 01-echo: /);
});

test("--check names every file that differs, is missing or too many, and every leaked line", async () => {
  const course = await copyCourse();
  const source = join(course, "modules/01-echo/src");
  await appendFile(join(source, "index.ts"), "\n  return values.reduce((total, value) => total + value, 0);\n");
  await writeFile(join(source, "more.ts"), "export {};\n");
  const { code, stdout, stderr } = await runTito(["starter", "01", "--check", "--course", course]);
  expect(code).toBe(1);
  expect(stdout).toContain("src/index.ts differs");
  expect(stdout).toContain("src/more.ts is not in the solution");
  expect(stdout).toMatch(/src\/index\.ts:\d+ is solution text: return values\.reduce/);
  expect(stderr).toMatch(/^tito starter: .*\n$/);

  await rm(join(source, "index.ts"));
  const missing = await runTito(["starter", "01", "--check", "--course", course]);
  expect(missing).toMatchObject({ code: 1, stdout: expect.stringContaining("src/index.ts is missing") });
});

test("without --check it writes what the solution makes", async () => {
  const course = await copyCourse();
  const file = join(course, "modules/01-echo/src/index.ts");
  const before = await readFile(file, "utf8");
  await writeFile(file, "// lost\n");
  expect(await runTito(["starter", "01", "--course", course])).toMatchObject({ code: 0, stderr: "" });
  expect(await readFile(file, "utf8")).toBe(before);
});

test("a solution whose regions do not close is refused by name", async () => {
  const course = await copyCourse();
  const file = join(course, "grading/01-echo/solution/src/index.ts");
  await writeFile(file, "// BEGIN SOLUTION\n// TODO: close it\n");
  const { code, stderr } = await runTito(["starter", "01", "--check", "--course", course]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^tito starter: index\.ts: .*END SOLUTION.*\n$/);
});

test("in a student's checkout it says that the hidden material is not there", async () => {
  const course = await copyCourse();
  await rm(join(course, "grading"), { recursive: true });
  const { code, stdout, stderr } = await runTito(["starter", "01", "--course", course]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("not part of a student's checkout");
});
