// Lane: process

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCourse } from "@tinytorch/course-files";
import { collectRubric } from "@tinytorch/grader";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "tests/fixtures");

/** The echo course far from every package, with one change to the suite of `sum`. */
async function changedSuite(from: string, to: string): Promise<string> {
  const course = await mkdtemp(join(tmpdir(), "course-"));
  onTestFinished(() => rm(course, { recursive: true }));
  await cp(join(fixtures, "course"), course, { recursive: true });
  const file = join(course, "grading/01-echo/sum/suite.test.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(from, to));
  return course;
}

test.each([
  ["this course", root],
  ["the echo course", join(fixtures, "course")],
  ["the attacked course", join(fixtures, "attack-course")],
])("the frozen rubrics of %s are what its suites say", async (_, course) => {
  const { modules } = await openCourse(course);
  expect(modules.length).toBeGreaterThan(0);
  for (const { manifest, rubric } of modules) expect(await collectRubric(course, manifest.id)).toEqual(rubric);
});

test("what a suite says is collected without running it, wherever the course lies", async () => {
  const course = await changedSuite(
    "async ({ submission })",
    "async () => { throw new Error(); }, async ({ submission })",
  );
  const rubric = await collectRubric(await changedSuite("Add them.", "Add them all."), "01-echo");
  expect(rubric.tests.map(({ id, hint }) => [id, hint])).toEqual([
    ["echo.value", "Return it."],
    ["sum.several", "Add them all."],
    ["sum.none", "Start from 0."],
  ]);
  expect((await collectRubric(course, "01-echo")).tests).toHaveLength(3);
});

test.each([
  ["test of another component", "sum.none", "echo.none", "a test in sum/ must be sum.…, got echo.none"],
  ["rubric that is not 100 points", "points: 50", "points: 51", "points must sum to 100, got 101"],
  ["suite that cannot be loaded", "hidden(", 'throw new Error("no suite"); hidden(', "got Error: no suite"],
])("a %s is refused in one sentence", async (_, from, to, sentence) => {
  await expect(collectRubric(await changedSuite(from, to), "01-echo")).rejects.toThrow(sentence);
});
