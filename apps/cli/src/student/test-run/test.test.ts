// Lane: process

import { execFileSync } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { runTito, spawnTito } from "../../testing/run-tito.ts";

let course: string;
let folder: string;

beforeEach(async () => {
  course = await copyCourse();
  folder = join(course, "modules/01-echo");
  await mkdir(join(folder, "tests"));
  await write({
    "tests/echo.test.ts": `import { describe, expect, test } from "vitest";
import { echo } from "../src/index.ts";
describe("echo", () => { test("gives its value back", () => expect(echo(3)).toBe(3)); });
`,
    "tests/sum.test.ts": `import { describe, expect, test } from "vitest";
import { sum } from "../src/index.ts";
describe("sum", () => {
  test("1 + 2 = 3", () => expect(sum([1, 2])).toBe(3));
  test.skip("later", () => {});
});
`,
  });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
}

const tito = (...args: readonly string[]) => runTito(["test", "01", "--course", course, ...args]);

test("what is not written yet fails in the words of its TODO, component by component as they are built, the sum last", async () => {
  expect(await tito()).toEqual({
    code: 1,
    stderr: "",
    stdout: `🔬 Unit Test: echo...
  ❌ gives its value back
     → not written yet: give back the value (src/index.ts:2)

🔬 Unit Test: sum...
  ❌ 1 + 2 = 3
     → not written yet: add the values (src/index.ts:6)
  ➖ later (skipped)

0 of 2 unit tests passed. Next: echo.
`,
  });
});

test("what others import comes before them, and a part of a component after the whole of it", async () => {
  await write({
    "src/index.ts": 'export { echo } from "./echo.ts";\nexport { sum } from "./sum.ts";\n',
    "src/echo.ts": 'import { sum } from "./sum.ts";\nexport const echo = (v: number) => sum([v, 0]);\n',
    "src/sum.ts":
      'export function sum(values: number[]): number { throw new Error("TODO(01-echo): add the values"); }\n',
    "tests/all.test.ts": `import { describe, expect, test } from "vitest";
import { sum } from "../src/index.ts";
describe("echo: parts", () => { test("part", () => expect(sum([1])).toBe(1)); });
`,
  });
  const { stdout } = await tito();
  expect(stdout.match(/Unit Test: .*(?=\.\.\.)/g)).toEqual([
    "Unit Test: sum",
    "Unit Test: echo",
    "Unit Test: echo: parts",
  ]);
  expect(stdout).toMatch(/Next: sum\.\n$/);
  const { tests } = JSON.parse((await tito("--json")).stdout);
  expect(tests.map(({ component }: { component: string }) => component)).toEqual(["sum", "sum", "echo", "echo: parts"]);
});

test("it runs as a program, without a word beside its own", async () => {
  await write({
    "src/index.ts": "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v[0] + v[1];\n",
  });
  const run = await spawnTito(["test", "01", "--course", course]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toMatch(/\n2 of 2 unit tests passed\. Hand it in with tito submit 01\.\n$/);
});

test("a filter chooses files by a part of their path; one that no file has names those there are, and is no success", async () => {
  const one = await tito("ech");
  expect(one.stdout).toContain("Unit Test: echo");
  expect(one.stdout).not.toContain("Unit Test: sum");
  await write({ "src/index.ts": "export const echo = (v: number) => v;\nexport const sum = echo;\n" });
  expect((await tito("ech")).stdout).toMatch(/\n1 of 1 unit tests passed\. Next: all of them, without a filter\.\n$/);
  expect(await tito("nosuch")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'tito test: the filter must be part of one of tests/echo.test.ts, tests/sum.test.ts, got "nosuch"\n',
  });
});

test("a module without tests says so", async () => {
  await rm(join(folder, "tests"), { recursive: true });
  const { code, stdout, stderr } = await tito();
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^tito test: .*01-echo must have tests, got no file tests\/\*\.test\.ts\n$/);
});

test("a file that does not load is told first, in full and once; what does not need it runs", async () => {
  await write({
    "src/index.ts": 'export { echo } from "./parts/echo";\nexport { sum } from "./sum.js";\n',
    "src/sum.ts": "export enum Mode { A }\nexport const sum = (values: number[]) => values.length;\n",
  });
  await mkdir(join(folder, "src/parts"));
  await write({ "src/parts/echo.ts": "export const echo = (value: number) => value;\n" });
  const { code, stdout } = await tito();
  expect(code).toBe(1);
  expect(stdout).toMatch(/^❌ src\/sum\.ts does not load\n {5}→ src\/sum\.ts:1:\d+: .*enum/);
  expect(stdout.match(/enum/g)).toHaveLength(1);
  expect(stdout).toContain("  ✅ gives its value back\n");
  expect(stdout).toContain("  ❌ 1 + 2 = 3\n     → src/sum.ts does not load\n");
  expect(stdout).toMatch(/\n1 of 2 unit tests passed\. Next: mend src\/sum\.ts\.\n$/);
});

test("with nothing to run it never says to hand it in", async () => {
  await write({ "tests/echo.test.ts": "import { test } from 'vitest';\nthrow new Error('broken here');\n" });
  const { code, stdout } = await tito("echo");
  expect(code).toBe(1);
  expect(stdout).toBe(`❌ tests/echo.test.ts could not be loaded
     → broken here (tests/echo.test.ts:2)

Nothing could be tested: mend tests/echo.test.ts.
`);
});

test("what is printed stands under its test, in lines that a terminal obeys nothing of", async () => {
  await write({
    "src/index.ts":
      'console.log("loading");\nexport const echo = (v: number) => { for (let i = 0; i < 30; i++) console.log("\\u001b[2Jecho", { v }); return v; };\nexport const sum = () => 3;\n',
  });
  const { stdout } = await tito();
  expect(stdout).toMatch(/^Printed while your files were loaded:\n {5}│ loading\n/);
  expect(stdout).toContain("  ✅ gives its value back\n     │  [2Jecho { v: 3 }\n");
  expect(stdout).toContain("     │ … and 10 more lines\n");
  expect(stdout).toContain("  ✅ 1 + 2 = 3\n  ➖");
});

test("a loop that never ends is stopped, with its place, and the other tests run", async () => {
  await write({ "src/index.ts": "export function echo() {\n  for (;;);\n}\nexport const sum = () => 3;\n" });
  const { stdout } = await tito();
  expect(stdout).toContain("     → it ran longer than 1 s and was stopped (src/index.ts:2)\n");
  expect(stdout).toContain("  ✅ 1 + 2 = 3\n");
});

test("under a test that was stopped stands what it printed itself, and nothing of the tests before it", async () => {
  await write({
    "src/index.ts":
      'console.log("loading");\nexport function echo(v: number) {\n  console.log("echo");\n  return v;\n}\nexport function sum() {\n  console.log("sum");\n  for (;;);\n}\n',
  });
  const { stdout } = await tito();
  expect(stdout.match(/│ .*/g)).toEqual(["│ loading", "│ echo", "│ sum"]);
});

test("links and pipes are refused by name, and TypeScript that is not handed in is said", async () => {
  await write({ "src/Helper.ts": "" });
  expect((await tito()).stdout).toMatch(/^src\/Helper\.ts is not handed in: .*\n\n🔬/);
  await symlink("/dev/zero", join(folder, "src/endless.ts"));
  execFileSync("mkfifo", [join(folder, "src/pipe.ts")]);
  const { code, stderr } = await tito();
  expect(code).toBe(2);
  expect(stderr.trim().split("\n").sort()).toEqual([
    "tito test: submission: src/endless.ts must be a file, got a link",
    "tito test: submission: src/pipe.ts must be a file, got a pipe",
  ]);
});

test("--json is one document with problems, tests and what they printed", async () => {
  const { code, stdout, stderr } = await tito("--json", "echo");
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    loadProblems: [],
    console: "",
    brokenTestFiles: [],
    tests: [
      {
        file: "tests/echo.test.ts",
        component: "echo",
        name: "gives its value back",
        state: "failed",
        cause: "not written yet: give back the value",
        where: "src/index.ts:2",
        console: "",
        difference: null,
        milliseconds: expect.any(Number),
      },
    ],
    own: [],
    onLibrary: {},
    passOnLibrary: [],
  });
});
