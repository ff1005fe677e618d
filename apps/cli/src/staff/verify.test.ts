// Lane: process

import { appendFile, cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../testing/copy-course.ts";
import { echoCourse, runTito } from "../testing/run-tito.ts";

test("a sound suite passes, a line for each rule", async () => {
  const env = { TINYTORCH_GRADERS: "2" };
  const { code, stdout } = await runTito(["verify", "01", "--seeds", "2", "--course", echoCourse], { env });
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

test("a number of graders that cannot be is refused in one sentence", async () => {
  const env = { TINYTORCH_GRADERS: "none" };
  const { code, stdout, stderr } = await runTito(["verify", "01", "--json", "--course", echoCourse], { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe('tito verify: TINYTORCH_GRADERS: must be a whole number from 1 to 64, got "none"\n');
});

test("a surviving mutant and a test that nothing fails are named, with exit code 1", async () => {
  const course = await copyCourse();
  const file = join(course, "grading/01-echo/echo/mistakes.ts");
  const mistakes = await readFile(file, "utf8");
  await writeFile(file, mistakes.replace("return 2 * value;", "return value + 0;"));
  const { code, stdout } = await runTito(["verify", "01", "--seeds", "1", "--course", course]);
  expect(code).toBe(1);
  expect(stdout).toContain("1 of 2 caught");
  expect(stdout).toContain("echo.twice: 100 points, fails nothing");
  expect(stdout).toContain("2 of 3 failed by some mutant\n       echo.value");
});

test("a mutant that matches nothing is one sentence with exit code 1", async () => {
  const course = await copyCourse();
  const file = join(course, "grading/01-echo/echo/mistakes.ts");
  await writeFile(file, (await readFile(file, "utf8")).replace('"return value;"', '"return nothing;"'));
  const { code, stderr } = await runTito(["verify", "01", "--seeds", "1", "--json", "--course", course]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^tito verify: .*echo\.twice must match once.*\n$/);
});

test("a module that cannot be read does not keep the others from being verified", async () => {
  const course = await copyCourse();
  for (const half of ["modules", "grading"]) {
    await cp(join(course, half, "01-echo"), join(course, half, "00-broken"), { recursive: true });
  }
  await writeFile(join(course, "modules/00-broken/module.json"), "{");
  await writeFile(join(course, "modules/02-notes.txt"), "Not a module.\n");
  const { code, stdout, stderr } = await runTito(["verify", "--quick", "--json", "--course", course]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, modules: [{ module: "01-echo", ok: true }] });
  expect(stderr).toMatch(/^tito verify: .*00-broken: [^\n]*JSON[^\n]*\n$/);
});

test("--write stores what each mutant looks like, and an old signature fails the check", async () => {
  const course = await copyCourse();
  const file = join(course, "grading/01-echo/signatures.json");
  const stored = await readFile(file, "utf8");
  await writeFile(
    file,
    stored
      .replace('"test":"echo.value"', '"test":"sum.none"')
      .replace('"sum.several","kind":"wrong"', '"sum.several","kind":"threw"'),
  );
  const old = await runTito(["verify", "01", "--seeds", "1", "--course", course]);
  expect(old.code).toBe(1);
  expect(old.stdout).toContain("2 stored signatures are missing or old: tito verify 01-echo --write stores them anew");
  const written = await runTito(["verify", "01", "--seeds", "1", "--write", "--course", course]);
  expect(written.code).toBe(0);
  expect(await readFile(file, "utf8")).toBe(stored);
});

test("--quick holds each mutant to the tests that name its idea, and says when its stored proof is old", async () => {
  const course = await copyCourse();
  const quick = ["verify", "01", "--quick", "--course", course];
  const fresh = await runTito(quick);
  expect(fresh.code).toBe(0);
  expect(fresh.stdout).toContain("4 runs, each mutant held to the tests that name its idea");
  await appendFile(join(course, "grading/01-echo/echo/suite.test.ts"), "\n// Changed.\n");
  const old = await runTito(quick);
  expect(old.code).toBe(1);
  expect(old.stdout).toMatch(/❌ proof .*: tito verify 01-echo --write stores it anew/);
  const both = await runTito([...quick, "--write"]);
  expect(both.code).toBe(2);
});

test("a rubric that is not what the suites say is one sentence, and --write freezes it anew", async () => {
  const course = await copyCourse();
  const file = join(course, "grading/01-echo/rubric.json");
  const frozen = await readFile(file, "utf8");
  await writeFile(file, frozen.replace('"points": 40', '"points": 41').replace('"points": 50', '"points": 49'));
  const verify = ["verify", "01", "--seeds", "1", "--course", course];
  const changed = await runTito(verify);
  expect(changed.code).toBe(1);
  expect(changed.stderr).toMatch(
    /^starting.*\n?tito verify: .*differ in echo\.value's points and 1 more: tito verify 01-echo --write freezes it anew\n$/s,
  );
  expect((await runTito([...verify, "--write"])).code).toBe(0);
  expect(await readFile(file, "utf8")).toBe(frozen);
});
