import { appendFile, cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Course, openCourse, openModule, requireModule } from "./open-course.ts";
import { proofKey, writeProof } from "./proof-file.ts";

const repository = join(import.meta.dirname, "../../..");

/** A course of three equal modules to change at will, gone when the test ends. */
async function threeModules(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "course-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await symlink(join(repository, "tests/node_modules"), join(root, "node_modules"));
  for (const id of ["01-echo", "02-echo", "03-echo"]) {
    for (const half of ["modules", "grading"]) {
      await cp(join(repository, "tests/fixtures/course", half, "01-echo"), join(root, half, id), { recursive: true });
    }
    await replace(join(root, "modules", id, "module.json"), "01-echo", id);
    await replace(join(root, "grading", id, "rubric.json"), "01-echo", id);
  }
  return root;
}

async function replace(file: string, from: string, to: string): Promise<void> {
  await writeFile(file, (await readFile(file, "utf8")).replace(from, to));
}

const ids = ({ modules }: Course) => modules.map(({ manifest }) => manifest.id);

test("a whole course opens in order, with nothing broken", async () => {
  const course = await openCourse(await threeModules());
  expect(ids(course)).toEqual(["01-echo", "02-echo", "03-echo"]);
  expect(course.broken).toEqual([]);
  expect(requireModule(course, "02-echo")).toBe(course.module("02-echo"));
});

test.each([
  ["manifest", "modules/02-echo/module.json", '"02-echo"', '"2"', "must look like 08-optimizers"],
  [
    "manifest of another module",
    "modules/02-echo/module.json",
    '"02-echo"',
    '"03-echo"',
    "module.json must say 02-echo",
  ],
  [
    "list of allowed imports",
    "modules/02-echo/module.json",
    '"allowedImports": []',
    '"allowedImports": ["@tinytorch/nothing"]',
    "must name packages of the library, got @tinytorch/nothing",
  ],
  ["rubric", "grading/02-echo/rubric.json", '"points": 40', '"points": 41', "points must sum to 100, got 101"],
  [
    "rubric of another module",
    "grading/02-echo/rubric.json",
    '"02-echo"',
    '"03-echo"',
    "the rubric must be of 02-echo",
  ],
  ["rubric that is no JSON", "grading/02-echo/rubric.json", "[", "(", "JSON"],
  ["plan", "grading/02-echo/suite.json", '"components"', '"parts"', "components"],
  ["plan that names what is not there", "grading/02-echo/suite.json", '"sum"', '"product"', "product"],
  ["list of mistakes", "grading/02-echo/sum/mistakes.ts", "sum.from-one", "echo.twice", "echo.twice twice"],
  [
    "list of mistakes that is no program",
    "grading/02-echo/sum/mistakes.ts",
    "export const",
    "export konst",
    "mistakes.ts",
  ],
  ["list of signatures", "grading/02-echo/signatures.json", '"mutant"', '"mutation"', "mutant"],
])("a malformed %s stops its own module alone, in one sentence that names it", async (_, file, from, to, said) => {
  const root = await threeModules();
  await replace(join(root, file), from, to);
  const course = await openCourse(root);
  expect(ids(course)).toEqual(["01-echo", "03-echo"]);
  expect(course.ids).toEqual(["01-echo", "02-echo", "03-echo"]);
  expect(course.module("02-echo")).toBeUndefined();
  expect(course.broken).toEqual([{ id: "02-echo", problem: expect.stringMatching(/^02-echo: [^\n]+$/) }]);
  expect(course.broken[0]?.problem).toContain(said);
  expect(() => requireModule(course, "02-echo")).toThrow(said);
  await expect(openModule(root, "02-echo")).rejects.toThrow(said);
});

test("a file among the modules is no module, an empty folder is a broken one", async () => {
  const root = await threeModules();
  await writeFile(join(root, "modules/04-notes.txt"), "Not a module.\n");
  await mkdir(join(root, "modules/05-empty"));
  const course = await openCourse(root);
  expect(course.ids).toEqual(["01-echo", "02-echo", "03-echo", "05-empty"]);
  expect(ids(course)).toEqual(["01-echo", "02-echo", "03-echo"]);
  expect(course.broken).toEqual([{ id: "05-empty", problem: expect.stringMatching(/^05-empty: .*module\.json/) }]);
});

test("a missing suite is said too, and what is not there at all has no module", async () => {
  const root = await threeModules();
  await rm(join(root, "grading/02-echo/sum/suite.test.ts"), { recursive: true });
  const course = await openCourse(root);
  const problem =
    "02-echo: suite.json names the component sum, which has no folder grading/02-echo/sum with a suite.test.ts";
  expect(course.broken).toEqual([{ id: "02-echo", problem }]);
  expect(() => requireModule(course, "09-none")).toThrow("no module is called 09-none");
});

test("a component whose folder has another name than suite.json says is told with both names", async () => {
  const root = await threeModules();
  await rename(join(root, "grading/02-echo/sum"), join(root, "grading/02-echo/total"));
  await expect(openModule(root, "02-echo")).rejects.toThrow(
    "02-echo: suite.json names the component sum, which has no folder grading/02-echo/sum with a suite.test.ts; " +
      "suite.json must name the component total, whose suite is grading/02-echo/total/suite.test.ts",
  );
});

test("a module's version follows all that decides a verdict and nothing else", async () => {
  const root = await threeModules();
  const version = async () => (await openModule(root, "01-echo")).version();
  const before = await version();
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  for (const file of ["grading/01-echo/solution/src/index.ts", "modules/01-echo/src/index.ts"]) {
    await appendFile(join(root, file), "\n// more\n");
    expect(await version()).toBe(before);
  }
  const seen = new Set([before]);
  for (const file of ["echo/suite.test.ts", "signatures.json", "rubric.json"]) {
    await appendFile(join(root, "grading/01-echo", file), "\n");
    seen.add(await version());
  }
  await appendFile(join(root, "modules/01-echo/module.json"), "\n");
  seen.add(await version());
  await writeFile(join(root, "grading/shared.ts"), "// What suites of several modules share.\n");
  seen.add(await version());
  expect(seen.size).toBe(6);
});

test("a module is proven while nothing is changed that its signatures depend on", async () => {
  const root = await threeModules();
  const module = await openModule(root, "01-echo");
  const signatures = await module.signatures();
  await writeProof(module.hiddenFolder, { key: null, signatures });
  expect(await module.isProven()).toBe(false);
  await writeProof(module.hiddenFolder, { key: await proofKey(root, "01-echo"), signatures });
  expect(await module.isProven()).toBe(true);
  expect(await module.signatures()).toEqual(signatures);
  const files = [
    "echo/suite.test.ts",
    "sum/mistakes.ts",
    "solution/src/index.ts",
    "hidden.ts",
    "suite.json",
    "rubric.json",
  ];
  for (const file of files) {
    const path = join(root, "grading/01-echo", file);
    const text = await readFile(path, "utf8");
    await writeFile(path, `${text}\n`);
    expect(await module.isProven()).toBe(false);
    await writeFile(path, text);
    expect(await module.isProven()).toBe(true);
  }
});

test("milestones are those that a course lists and has the modules of; a list that is malformed says where", async () => {
  const root = await threeModules();
  expect((await openCourse(root)).milestones).toEqual([]);
  const list = join(root, "modules/milestones/milestones.json");
  await mkdir(join(root, "modules/milestones"));
  const [first, gone] = [
    { id: "first", title: "The first", modules: ["01-echo", "03-echo"] },
    { id: "gone", title: "What nobody has", modules: ["01-echo", "04-gone"] },
  ];
  await writeFile(list, JSON.stringify({ milestones: [first, gone] }));
  expect((await openCourse(root)).milestones).toEqual([first]);
  await writeFile(list, JSON.stringify({ milestones: [{ ...first, id: "First" }] }));
  await expect(openCourse(root)).rejects.toThrow("milestones.json: milestones.0.id: must look like digits-cnn");
});
