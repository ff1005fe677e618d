// Lane: process

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { hasTerminals, inTerminal } from "../../testing/in-terminal.ts";
import { bareEnvironment, repository } from "../../testing/run-tito.ts";
import { watchTito } from "../../testing/watch-tito.ts";

const right = "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v[0] + v[1];\n";
const wrong = "export const echo = (v: number) => v + 1;\nexport const sum = (v: number[]) => v[0] + v[1];\n";
const endless = "export const echo = () => { for (;;); };\nexport const sum = (v: number[]) => v[0] + v[1];\n";

let course: string;
let folder: string;
let source: string;

beforeEach(async () => {
  course = await copyCourse();
  folder = join(course, "modules/01-echo");
  source = join(folder, "src/index.ts");
  await mkdir(join(folder, "tests"));
  await writeTest(3);
  await writeFile(source, right);
});

function writeTest(value: number): Promise<void> {
  return writeFile(
    join(folder, "tests/echo.test.ts"),
    `import { expect, test } from "vitest";\nimport { echo } from "../src/index.ts";\ntest("echo of ${value}", () => expect(echo(${value})).toBe(${value}));\n`,
  );
}

const watch = () => watchTito("01", "--course", course);

describe("with --json", () => {
  test("each save gives a document a line; types that cannot be checked are said once; a signal ends it with exit code 0", async () => {
    const { child, next } = watch();
    expect(await next()).toMatchObject({ run: 1, kind: "tests", tests: [{ state: "passed" }] });
    expect(await next()).toEqual({
      run: 1,
      kind: "types",
      problems: null,
      message: expect.stringContaining("tsconfig.json"),
    });
    await writeFile(source, wrong);
    expect(await next()).toMatchObject({ run: 2, kind: "tests", tests: [{ state: "failed" }] });
    await writeTest(4);
    expect(await next()).toMatchObject({ kind: "tests", tests: [{ name: "echo of 4" }] });
    await writeFile(`${source}.new`, right);
    await rename(`${source}.new`, source);
    expect(await next()).toMatchObject({ kind: "tests", tests: [{ state: "passed" }] });
    const ended = once(child, "exit");
    child.kill("SIGINT");
    expect(await ended).toEqual([0, null]);
  });

  test("a run under way when a save comes is thrown away, and saves in a burst make one", async () => {
    const { next } = watch();
    await next();
    await next();
    await writeFile(source, endless);
    for (let save = 0; save < 5; save += 1) await writeFile(source, save === 4 ? right : wrong);
    expect(await next()).toMatchObject({ kind: "tests", tests: [{ state: "passed" }] });
    await writeFile(join(folder, "src/.index.ts.swp"), "an editor's own");
    await rm(source);
    expect(await next()).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("src/index.ts is required"),
    });
    await writeFile(source, wrong);
    expect(await next()).toMatchObject({ kind: "tests", tests: [{ state: "failed" }] });
  });

  test("module.json counts: while it is none the run says so, and the watch goes on", async () => {
    const { next } = watch();
    await next();
    await next();
    const manifest = await readFile(join(folder, "module.json"), "utf8");
    await writeFile(join(folder, "module.json"), "{");
    expect(await next()).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("module.json must describe"),
    });
    await writeFile(join(folder, "module.json"), manifest);
    expect(await next()).toMatchObject({ kind: "tests" });
  });

  test.each([
    ["modules/tsconfig.json", "in the full repository"],
    ["tsconfig.json", "in a release"],
  ])("errors of types in src/ are told after the tests, by file, line and column: by %s, %s", async (rules) => {
    await symlink(join(repository, "node_modules"), join(course, "modules/node_modules"));
    await rm(join(course, "node_modules"));
    await symlink(join(repository, "node_modules"), join(course, "node_modules"));
    await writeFile(join(course, rules), '{ "compilerOptions": { "strict": true, "types": [] } }');
    await writeFile(source, `${right}const own: string = 1;\n`);
    const { next } = watch();
    expect(await next()).toMatchObject({ run: 1, kind: "tests", tests: [{ state: "passed" }] });
    expect(await next()).toEqual({
      run: 1,
      kind: "types",
      problems: [
        { file: "src/index.ts", line: 3, column: 7, message: "Type 'number' is not assignable to type 'string'." },
      ],
    });
  });
});

describe.runIf(hasTerminals)("in a terminal", () => {
  test("the screen is cleared for each run, what failed is shown, and q ends it with exit code 0", async () => {
    const { code, screen } = await inTerminal(
      ["test", "01", "--watch", "--course", course],
      [
        { after: "q ends it", keys: () => writeFile(source, wrong) },
        { after: "q ends it", keys: "q" },
      ],
    );
    expect(code).toBe(0);
    expect(screen.split("\u001b[H")).toHaveLength(3);
    expect(screen).toContain("❌ echo of 3");
    expect(screen.match(/Types are not checked/g)).toHaveLength(1);
  });

  test("so does Ctrl-C", async () => {
    const typed = [{ after: "q ends it", keys: "\u0003" }];
    expect(await inTerminal(["test", "01", "--watch", "--course", course], typed)).toMatchObject({ code: 0 });
  });
});

test("in a pipe a plain line stands between runs", async () => {
  const tito = join(import.meta.dirname, "../../main.ts");
  const child = spawn(process.execPath, [tito, "test", "01", "--watch", "--course", course], {
    env: bareEnvironment,
    cwd: repository,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let shown = "";
  let hasSaved = false;
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    shown += chunk;
    if (!hasSaved && shown.includes("Types are not checked")) {
      hasSaved = true;
      void writeFile(source, wrong);
    }
    if (shown.includes("0 of 1 unit tests passed.")) child.kill("SIGTERM");
  });
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(shown).toMatch(/\n1 of 1 unit tests passed\..*\n\nTypes are not checked: .*\n\n──── 01-echo, run 2 ────\n\n/);
  expect(shown).not.toContain("\u001b");
});
