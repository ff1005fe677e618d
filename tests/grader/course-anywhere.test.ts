// Lane: process

import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGrader } from "@tinytorch/grader";
import { expect, onTestFinished, test } from "vitest";

const fixture = join(import.meta.dirname, "../fixtures/course");
const solution = { "src/index.ts": await readFile(join(fixture, "grading/01-echo/solution/src/index.ts"), "utf8") };

/** Copies of the echo module, in a folder far from this repository and from every package. */
async function courseOf(...ids: readonly string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "course-"));
  onTestFinished(() => rm(root, { recursive: true }));
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
  await writeFile(file, (await readFile(file, "utf8")).replace(from, to));
}

async function openGrader(root: string) {
  const grader = await startGrader({ root, jail: "process" });
  onTestFinished(() => grader.close());
  return grader;
}

test("a course is graded wherever it lies: its suite finds the program's own packages", async () => {
  const root = await courseOf("01-echo");
  const suite = join(root, "grading/01-echo/echo/suite.test.ts");
  await writeFile(suite, `import "@tinytorch/testkit/matchers";\n${await readFile(suite, "utf8")}`);
  const grader = await openGrader(root);
  expect(await grader.grade({ moduleId: "01-echo", files: solution, seed: 1 })).toMatchObject({ score: 100 });
});

test("its submissions find the library's packages that the manifest allows", async () => {
  const root = await courseOf("01-echo");
  await replace(
    join(root, "modules/01-echo/module.json"),
    '"allowedImports": []',
    '"allowedImports": ["@tinytorch/tensor"]',
  );
  const grader = await openGrader(root);
  const files = {
    "src/index.ts": `import { Tensor } from "@tinytorch/tensor";\n${solution["src/index.ts"]}
      if (typeof Tensor !== "function") throw new Error("no library");`,
  };
  expect(await grader.grade({ moduleId: "01-echo", files, seed: 1 })).toMatchObject({ score: 100 });
});

test.each([
  ["module.json", "modules/02-echo/module.json", '"title"', '"titel"', /02-echo: .*title/],
  [
    "rubric",
    "grading/02-echo/rubric.json",
    '"points": 40',
    '"points": 41',
    /02-echo: .*points must sum to 100, got 101/,
  ],
  ["list of mistakes", "grading/02-echo/sum/mistakes.ts", "sum.from-one", "echo.twice", /02-echo: .*echo\.twice twice/],
])("a malformed %s keeps its own module from being graded, and no other", async (_, file, from, to, sentence) => {
  const root = await courseOf("01-echo", "02-echo", "03-echo");
  await replace(join(root, file), from, to);
  const grader = await openGrader(root);
  const broken = grader.grade({ moduleId: "02-echo", files: solution, seed: 1 });
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
        `^suite: sum\\.\\w+ must have the ${field} of rubric\\.json, got another: tito verify --write freezes it anew$`,
      ),
    ),
  });
});

test("graders of one course have one version; a change in any module gives the next another", async () => {
  const root = await courseOf("01-echo", "02-echo");
  const [one, other] = [await openGrader(root), await openGrader(root)];
  expect(one.version).toMatch(/^[0-9a-f]{64}$/);
  expect(other.version).toBe(one.version);
  await appendFile(join(root, "grading/02-echo/echo/suite.test.ts"), "\n");
  expect((await openGrader(root)).version).not.toBe(one.version);

  // What the version says is what is graded: a module that changed under an open grader is not.
  expect(await one.grade({ moduleId: "01-echo", files: solution, seed: 1 })).toMatchObject({ score: 100 });
  const changed = one.grade({ moduleId: "02-echo", files: solution, seed: 1 });
  await expect(changed).rejects.toThrow("02-echo must stay as it was when the grader opened");
});

test("modules graded in turn are graded as well as the first time", async () => {
  const root = await courseOf("01-echo", "02-echo");
  const grader = await openGrader(root);
  const wrong = { "src/index.ts": solution["src/index.ts"].replace("return value;", "return value + 1;") };
  for (const moduleId of ["01-echo", "02-echo", "01-echo", "02-echo"]) {
    const report = await grader.grade({ moduleId, files: wrong, seed: 1 });
    expect(report).toMatchObject({ module: moduleId, score: 60 });
    expect(report.tests.map(({ id }) => id.split("/")[0])).toEqual([moduleId, moduleId, moduleId]);
  }
});
