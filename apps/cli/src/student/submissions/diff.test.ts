// Lane: process

import { appendFile, cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startAutograder } from "../../testing/autograder-process.ts";
import { copyCourse, temporaryFolder } from "../../testing/copy-course.ts";
import { runTito } from "../../testing/run-tito.ts";

/** A course with a service of its own, and a student's way to ask it. */
async function serve(rules: object) {
  const course = await copyCourse();
  await writeFile(join(course, "course.json"), JSON.stringify(rules));
  const autograder = await startAutograder(await temporaryFolder(), { TINYTORCH_COURSE: course });
  onTestFinished(async () => void (await autograder.stop()));
  const as = async (role: "student" | "instructor") => {
    const env = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: await autograder.addAccount(`one ${role}`, role) };
    return (...args: readonly string[]) => runTito([...args, "--course", course], { env });
  };
  return { course, solution: join(course, "grading/01-echo/solution"), as };
}

test("a student sees the solution beside the own files once the submission has 100, and before one sentence with exit code 2", async () => {
  const { course, solution, as } = await serve({ due: {}, solutionsAfter100: true });
  const tito = await as("student");
  expect(await tito("diff", "01")).toEqual({
    code: 2,
    stdout: "",
    stderr: "tito diff: The solution is shown once your graded submission of 01-echo has 100 of 100 points.\n",
  });
  expect(await tito("submit", "01", solution)).toMatchObject({ code: 0 });
  await writeFile(join(course, "modules/01-echo/src/mine.ts"), "export {};\n");
  const shown = await tito("diff", "01");
  expect({ code: shown.code, stderr: shown.stderr }).toEqual({ code: 0, stderr: "" });
  expect(shown.stdout).toMatch(/^src\/index\.ts\n@@ yours 1, solution 1 @@\n/);
  expect(shown.stdout).toMatch(/\n- {2}throw new Error\("TODO.*\n\+ {2}return /);
  expect(shown.stdout).toMatch(/\nYours alone: src\/mine\.ts\.\n$/);
  expect(shown.stdout).not.toContain("BEGIN SOLUTION");

  const json = await tito("diff", "01", "index", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    module: "01-echo",
    files: [{ path: "src/index.ts", state: "different", hunks: [{ ownLine: 1 }] }],
  });
  expect(await tito("diff", "01", "nosuch")).toMatchObject({ code: 2, stderr: expect.stringContaining("src/mine.ts") });
});

test("a course that does not say so shows none to a student, and an instructor sees it", async () => {
  const { solution, as } = await serve({ due: {} });
  const student = await as("student");
  await student("submit", "01", solution);
  expect(await student("diff", "01")).toMatchObject({
    code: 2,
    stderr: "tito diff: This course does not show solutions.\n",
  });
  expect(await (await as("instructor"))("diff", "01")).toMatchObject({ code: 0, stderr: "" });
});

test("--local takes the solution from the course's folder; a student's checkout has none", async () => {
  const course = await copyCourse();
  const tito = (...args: readonly string[]) => runTito(["diff", "01", "--local", "--course", course, ...args]);
  const source = join(course, "modules/01-echo/src");
  await cp(join(course, "grading/01-echo/solution/src"), source, { recursive: true });
  await appendFile(join(source, "index.ts"), "\u001b[2J\n");
  const { code, stdout } = await tito();
  expect(code).toBe(0);
  expect(stdout, "nothing in a file is obeyed by a terminal").toContain("\n- [2J");
  const text = await readFile(join(course, "grading/01-echo/solution/src/index.ts"), "utf8");
  const plain = text.split("\n").filter((line) => !/(BEGIN|END) SOLUTION|TODO:/.test(line));
  await writeFile(join(source, "index.ts"), plain.join("\n"));
  expect(await tito()).toEqual({ code: 0, stdout: "As in the solution: src/index.ts.\n", stderr: "" });

  await rm(join(course, "grading/01-echo"), { recursive: true });
  expect(await tito()).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/ must hold the solution, got no files\n$/),
  });
  await rm(join(course, "grading"), { recursive: true });
  expect(await tito()).toMatchObject({ code: 2, stderr: expect.stringContaining("not part of a student's checkout") });
});
