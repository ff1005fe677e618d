// Lane: process

import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../testing/copy-course.ts";
import { runTito } from "../testing/run-tito.ts";

/** The smallest module there is with everything a module has, to spoil. */
async function courseWithModule(): Promise<string> {
  const course = await copyCourse();
  await runTito(["new-module", "02-scale", "--course", course]);
  return course;
}

test("everything that is wrong with a module is said, each in its line", async () => {
  const course = await courseWithModule();
  const student = join(course, "modules/02-scale");
  const hidden = join(course, "grading/02-scale");
  await appendFile(join(student, "src/scale.ts"), "// more\n");
  const page = await readFile(join(student, "README.md"), "utf8");
  await writeFile(join(student, "README.md"), page.replace("## Core concepts", "## Concepts"));
  const tests = await readFile(join(student, "tests/scale.test.ts"), "utf8");
  const more = `
describe("more", () => {
  test("is true of any code", () => {});
  test("fails in words of its own", () => {
    expect(String(scale)).toContain("map");
  });
});
`;
  await writeFile(join(student, "tests/scale.test.ts"), tests.replace("[2, 4, 6]", "[2, 4, 7]") + more);
  const mistakes = await readFile(join(hidden, "scale/mistakes.ts"), "utf8");
  await writeFile(join(hidden, "scale/mistakes.ts"), mistakes.replace('"value + factor"', '"factor * value"'));

  const { code, stdout } = await runTito(["check", "02", "--course", course]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/✅ manifest/);
  expect(stdout).toMatch(/❌ starter .*src\/scale\.ts differs/);
  expect(stdout).toMatch(/❌ page .*must have the sections/);
  expect(stdout).toMatch(/✅ coverage/);
  expect(stdout).toMatch(/❌ visible tests .*on the solution must pass: 1, 2 and 3 times 2 are 2, 4 and 6/);
  expect(stdout).toContain("on the starter must fail: is true of any code");
  expect(stdout).toContain("on the starter must fail with a TODO: fails in words of its own");
  expect(stdout).toMatch(/❌ suite .*mistakes that no test naming the idea catches: scale\.adds/);
});

test("a manifest that cannot be read is a check that fails, whether the module is named or not", async () => {
  const course = await copyCourse();
  await writeFile(join(course, "modules/01-echo/module.json"), "{");
  for (const names of [["01"], []]) {
    const { code, stdout, stderr } = await runTito(["check", ...names, "--json", "--course", course]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const { modules } = JSON.parse(stdout);
    expect(modules[0].checks[0]).toMatchObject({ name: "manifest", ok: false });
  }
});

test("a module as tito new-module makes it keeps every rule; one of which most is missing fails check by check", async () => {
  const course = await courseWithModule();
  const { code, stdout, stderr } = await runTito(["check", "--seeds", "1", "--json", "--course", course]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  const { ok, modules } = JSON.parse(stdout);
  expect(ok).toBe(false);
  const verdicts: Record<string, Record<string, boolean>> = {};
  for (const { module, checks } of modules) {
    verdicts[module] = Object.fromEntries(checks.map((check: { name: string; ok: boolean }) => [check.name, check.ok]));
  }
  expect(verdicts["01-echo"]).toMatchObject({ starter: true, page: false, lab: false, "visible tests": false });
  expect(modules[1]).toMatchObject({ module: "02-scale", ok: true });
  expect(Object.keys(verdicts["02-scale"] ?? {})).toHaveLength(10);
});

test("in a student's checkout it says that the hidden material is not there", async () => {
  const course = await copyCourse();
  await rm(join(course, "grading"), { recursive: true });
  const { code, stderr } = await runTito(["check", "01", "--course", course]);
  expect(code).toBe(2);
  expect(stderr).toContain("not part of a student's checkout");
});
