// Lane: process

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../testing/copy-course.ts";
import { echoCourse, runTito } from "../testing/run-tito.ts";

test("a sound suite passes, a line for each rule", async () => {
  const { code, stdout } = await runTito(["verify", "01", "--seeds", "2", "--course", echoCourse]);
  expect(code).toBe(0);
  expect(stdout).toContain("100 of 100 at each of 2 seeds");
  expect(stdout).toContain("2 of 2 caught by a test that names the idea");
  expect(stdout).not.toContain("❌");
});

test("--json prints the verdicts of every module as one document and nothing else", async () => {
  const { code, stdout, stderr } = await runTito([...["verify", "--seeds", "1", "--json", "--course", echoCourse]]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, modules: [{ module: "01-echo", solution: 100 }] });
});

test("a surviving mutant and a test that nothing fails are named, with exit code 1", async () => {
  const course = await copyCourse();
  const file = join(course, "grading/01-echo/mutants.ts");
  const mutants = await readFile(file, "utf8");
  await writeFile(file, mutants.replace("return 2 * value;", "return value + 0;"));
  const { code, stdout } = await runTito(["verify", "01", "--seeds", "1", "--course", course]);
  expect(code).toBe(1);
  expect(stdout).toContain("1 of 2 caught");
  expect(stdout).toContain("echo.twice: 100 points, fails nothing");
  expect(stdout).toContain("2 of 3 failed by some mutant\n       echo.value");
});

test("a mutant that matches nothing is one sentence with exit code 1", async () => {
  const course = await copyCourse();
  const file = join(course, "grading/01-echo/mutants.ts");
  await writeFile(file, (await readFile(file, "utf8")).replace('"return value;"', '"return nothing;"'));
  const { code, stderr } = await runTito(["verify", "01", "--seeds", "1", "--json", "--course", course]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^tito verify: .*echo\.twice must match once.*\n$/);
});

test("--write stores what each mutant looks like, and an old signature fails the check", async () => {
  const course = await copyCourse();
  const file = join(course, "grading/01-echo/signatures.json");
  const stored = await readFile(file, "utf8");
  await writeFile(file, '[{"mutant":"echo.twice","failed":["sum.none"]}]');
  const old = await runTito(["verify", "01", "--seeds", "1", "--course", course]);
  expect(old.code).toBe(1);
  expect(old.stdout).toContain("2 stored signatures are missing or old");
  await runTito(["verify", "01", "--seeds", "1", "--write", "--course", course]);
  expect(await readFile(file, "utf8")).toBe(stored);
});
