// Lane: process

import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Grader, startGrader } from "@tinytorch/grader";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

const fixture = join(import.meta.dirname, "../fixtures/course");
const solution = { "src/index.ts": await readFile(join(fixture, "grading/01-echo/solution/src/index.ts"), "utf8") };

/** Copies of the echo module, in a folder far from this repository and from every package. */
async function courseOf(...ids: readonly string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "course-"));
  for (const id of ids) {
    for (const half of ["modules", "grading"]) {
      await cp(join(fixture, half, "01-echo"), join(root, half, id), { recursive: true });
    }
    await replace(join(root, "modules", id, "module.json"), "01-echo", id);
    await replace(join(root, "grading", id, "rubric.json"), "01-echo", id);
  }
  return root;
}

async function replace(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

const openGrader = (root: string) => startGrader({ root, jail: "process" });

/** A course with whole modules and others, and its grader. */
let root: string;
let grader: Grader;
beforeAll(async () => {
  root = await courseOf(
    "01-echo",
    "02-manifest",
    "03-echo",
    "04-rubric",
    "05-mistakes",
    "06-matchers",
    "07-library",
    "08-imports",
  );
  await replace(join(root, "modules/02-manifest/module.json"), '"title"', '"titel"');
  await replace(join(root, "grading/04-rubric/rubric.json"), '"points": 40', '"points": 41');
  await replace(join(root, "grading/05-mistakes/sum/mistakes.ts"), "sum.from-one", "echo.twice");
  const suite = join(root, "grading/06-matchers/echo/suite.test.ts");
  await writeFile(suite, `import "@tinytorch/testkit/matchers";\n${await readFile(suite, "utf8")}`);
  await replace(
    join(root, "modules/07-library/module.json"),
    '"allowedImports": []',
    '"allowedImports": ["@tinytorch/tensor"]',
  );
  await replace(
    join(root, "modules/08-imports/module.json"),
    '"allowedImports": []',
    '"allowedImports": ["@tinytorch/nothing"]',
  );
  grader = await openGrader(root);
});
afterAll(async () => {
  await grader.close();
  await rm(root, { recursive: true });
});

test("a course is graded wherever it lies: its suite finds the program's own packages", async () => {
  expect(await grader.grade({ moduleId: "06-matchers", files: solution, seed: 1 })).toMatchObject({ score: 100 });
});

test("its submissions find the library's packages that the manifest allows", async () => {
  const files = {
    "src/index.ts": `import { Tensor } from "@tinytorch/tensor";\n${solution["src/index.ts"]}
      if (typeof Tensor !== "function") throw new Error("no library");`,
  };
  expect(await grader.grade({ moduleId: "07-library", files, seed: 1 })).toMatchObject({ score: 100 });
});

test.each([
  ["module.json", "02-manifest", /02-manifest: .*title/],
  ["rubric", "04-rubric", /04-rubric: .*points must sum to 100, got 101/],
  ["list of allowed imports", "08-imports", /08-imports: .*must name packages of the library, got @tinytorch\/nothing/],
  ["list of mistakes", "05-mistakes", /05-mistakes: .*echo\.twice twice/],
])("a malformed %s keeps its own module from being graded, and no other", async (_, malformed, sentence) => {
  const broken = grader.grade({ moduleId: malformed, files: solution, seed: 1 });
  await expect(broken).rejects.toMatchObject({
    name: "InfrastructureError",
    message: expect.stringMatching(sentence),
  });
  for (const moduleId of ["01-echo", "03-echo"]) {
    expect(await grader.grade({ moduleId, files: solution, seed: 1 })).toMatchObject({ score: 100, module: moduleId });
  }
});

test.each([
  ["points", "points: 50", "points: 60"],
  ["visibility", 'visibility: "never"', 'visibility: "visible"'],
  ["title", "sum adds several values", "sum adds"],
  ["hint", "Start from 0.", "Start."],
])("a suite that says another %s than the frozen rubric gives no grade", async (field, from, to) => {
  const root = await courseOf("01-echo");
  await replace(join(root, "grading/01-echo/sum/suite.test.ts"), from, to);
  const grader = await openGrader(root);
  await expect(grader.grade({ moduleId: "01-echo", files: solution, seed: 1 })).rejects.toMatchObject({
    name: "InfrastructureError",
    message: expect.stringMatching(
      new RegExp(
        `^suite: sum\\.\\w+ must have the ${field} of rubric\\.json, got another: tito verify 01-echo --write freezes it anew$`,
      ),
    ),
  });
});

test("graders of one course have one version; a change in any module gives the next another", async () => {
  const course = await courseOf("01-echo", "02-echo");
  onTestFinished(() => rm(course, { recursive: true }));
  const open = async () => {
    const opened = await openGrader(course);
    onTestFinished(() => opened.close());
    return opened;
  };
  const [one, other] = [await open(), await open()];
  expect(one.version).toMatch(/^[0-9a-f]{64}$/);
  expect(other.version).toBe(one.version);
  await appendFile(join(course, "grading/02-echo/echo/suite.test.ts"), "\n");
  expect((await open()).version).not.toBe(one.version);

  // What the version says is what is graded: a module that changed under an open grader is not.
  expect(await one.grade({ moduleId: "01-echo", files: solution, seed: 1 })).toMatchObject({ score: 100 });
  const changed = one.grade({ moduleId: "02-echo", files: solution, seed: 1 });
  await expect(changed).rejects.toThrow("02-echo must stay as it was when the grader opened");
});

test("modules graded in turn are graded as well as the first time", async () => {
  const wrong = { "src/index.ts": solution["src/index.ts"].replace("return value;", "return value + 1;") };
  for (const moduleId of ["01-echo", "03-echo", "01-echo", "03-echo"]) {
    const report = await grader.grade({ moduleId, files: wrong, seed: 1 });
    expect(report).toMatchObject({ module: moduleId, score: 60 });
    expect(report.tests.map(({ id }) => id.split("/")[0])).toEqual([moduleId, moduleId, moduleId]);
  }
});
