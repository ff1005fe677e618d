import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyCourse, echoCourse } from "@tinytorch/test-harness";
import { buildWorkbench } from "@tinytorch/workbench/build";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "tinytorch-built-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the echo course with its module once more, as 02-echo. */
function twoModules(name: string): string {
  const course = copyCourse(echoCourse, join(folder, name));
  for (const part of ["modules", "grading"]) {
    cpSync(join(course, part, "01-echo"), join(course, part, "02-echo"), { recursive: true });
  }
  const manifest = join(course, "modules/02-echo/module.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"01-echo"', '"02-echo"'));
  return course;
}

test("a module's starter is what its solution makes, whatever lies in its folder", async () => {
  const course = twoModules("solved");
  const file = join(course, "modules/01-echo/src/index.ts");
  const starter = readFileSync(file, "utf8");
  writeFileSync(file, "// somebody's solution\n");
  expect(await buildWorkbench(course, join(folder, "of-solved"))).toEqual([]);
  for (const id of ["01-echo", "02-echo"]) {
    const { manifest, starter: built } = JSON.parse(readFileSync(join(folder, `of-solved/modules/${id}.json`), "utf8"));
    expect([manifest.id, built]).toEqual([id, { "src/index.ts": starter.replaceAll("01-echo", id) }]);
  }
});

test("a module that is malformed is left out alone, and told", async () => {
  const course = twoModules("malformed");
  writeFileSync(join(course, "modules/01-echo/module.json"), "{");
  const unbuilt = await buildWorkbench(course, join(folder, "of-malformed"));
  expect(unbuilt).toMatchObject([{ id: "01-echo", problem: expect.stringContaining("module.json") }]);
  expect(readdirSync(join(folder, "of-malformed/modules"))).toEqual(["02-echo.json"]);
});
