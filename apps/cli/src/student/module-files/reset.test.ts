// Lane: process

import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { starterTextsJson } from "@tinytorch/course-files";
import { beforeEach, expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { runTito, spawnTito } from "../../testing/run-tito.ts";

let course: string;
let file: string;
let starter: string;

beforeEach(async () => {
  course = await copyCourse();
  file = join(course, "modules/01-echo/src/index.ts");
  starter = await readFile(file, "utf8");
  await writeFile(file, "mine\n");
});

const tito = (...args: readonly string[]) => runTito(["reset", "01", "--course", course, ...args]);
const backups = () => readdir(join(course, ".tito/backups")).catch(() => []);

test("the starter comes back from the solution, a backup is kept and its place said, with exit code 0", async () => {
  const { code, stdout, stderr } = await tito("--yes");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(await readFile(file, "utf8")).toBe(starter);
  const [name = ""] = await backups();
  expect(name).toMatch(/^01-echo-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/);
  expect(await readFile(join(course, ".tito/backups", name, "src/index.ts"), "utf8")).toBe("mine\n");
  expect(stdout).toContain(`What you had is kept in ${join(course, ".tito/backups", name)}.\n`);
  expect(stdout.replaceAll("\n", " ")).toContain(join(course, "grading/01-echo/solution"));
});

test("in a course without solutions it comes from what the course keeps of it", async () => {
  const kept = join(course, ".tito/starters/01-echo.json");
  await mkdir(dirname(kept), { recursive: true });
  await writeFile(kept, starterTextsJson("01-echo", { "README.md": "A page.\n", "src/index.ts": starter }));
  await rm(join(course, "grading"), { recursive: true });
  expect(await tito("--yes")).toMatchObject({ code: 0, stdout: expect.stringContaining("01-echo.json") });
  expect(await readFile(file, "utf8")).toBe(starter);
});

test("where there is neither, one sentence says so with exit code 2, and nothing is changed", async () => {
  await rm(join(course, "grading"), { recursive: true });
  const { code, stdout, stderr } = await tito("--yes");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(
    /^tito reset: the starter of 01-echo must be kept in .*01-echo\.json or made .*, got neither here\n$/,
  );
  expect(await readFile(file, "utf8")).toBe("mine\n");
});

test("what is kept and is none is one sentence with exit code 2", async () => {
  await mkdir(join(course, ".tito/starters"), { recursive: true });
  for (const text of ["{", '{"module":"01-echo","files":{"../x.ts":""}}', '{"module":"02-other","files":{}}']) {
    await writeFile(join(course, ".tito/starters/01-echo.json"), text);
    const { code, stderr } = await tito("--yes");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tito reset: the starter must be readable, got [^\n]+\n$/);
  }
});

test("without --yes it changes nothing where nobody can be asked, with exit code 2", async () => {
  const { code, stdout, stderr } = await spawnTito(["reset", "01", "--course", course]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe("tito reset: src/index.ts would be put back, and nobody can be asked here: add --yes\n");
  expect(await readFile(file, "utf8")).toBe("mine\n");
});

test("one file is put back by any of its names; one that is none names those there are", async () => {
  for (const name of ["index", "index.ts", "src/index.ts", file]) {
    await writeFile(file, "mine\n");
    expect(await tito(name, "--yes")).toMatchObject({ code: 0 });
    expect(await readFile(file, "utf8")).toBe(starter);
  }
  expect(new Set(await backups()).size, "each in a folder of its own").toBe(4);
  expect(await tito("nosuch", "--yes")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'tito reset: the file must be one of src/index.ts, got "nosuch"\n',
  });
});

test("helper files of one's own stay, and a second time there is nothing to put back", async () => {
  await writeFile(join(course, "modules/01-echo/src/helper.ts"), "helper\n");
  expect((await tito("--yes")).stdout).toContain("src/helper.ts is your own, and stays.\n");
  expect(await tito("--yes")).toEqual({
    code: 0,
    stdout: "01-echo is as the course gave it: nothing to put back.\n",
    stderr: "",
  });
  expect(await backups()).toHaveLength(1);
});

test("a file that is missing comes back, and no empty backup is left", async () => {
  await rm(file);
  const { code, stdout } = await tito("--yes");
  expect({ code, backups: await backups() }).toEqual({ code: 0, backups: [] });
  expect(stdout).not.toContain("is kept in");
  expect(await readFile(file, "utf8")).toBe(starter);
});

test("a link in a file's place is replaced, and what it led to is left", async () => {
  const other = join(course, "elsewhere.ts");
  await writeFile(other, "elsewhere\n");
  await rm(file);
  await symlink(other, file);
  expect(await tito("--yes")).toMatchObject({ code: 0 });
  expect([await readFile(file, "utf8"), await readFile(other, "utf8")]).toEqual([starter, "elsewhere\n"]);
});

test("--json is one document", async () => {
  const { code, stdout } = await tito("--json", "--yes");
  expect({ code, ...JSON.parse(stdout) }).toEqual({
    code: 0,
    module: "01-echo",
    from: join(course, "grading/01-echo/solution"),
    files: ["src/index.ts"],
    backup: expect.stringContaining("01-echo-"),
  });
});
