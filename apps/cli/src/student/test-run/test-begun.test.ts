// Lane: process

import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { starterTextsJson } from "@tinytorch/course-files";
import { beforeEach, expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { runTito } from "../../testing/run-tito.ts";

let course: string;
let second: string;

const tests = `import { expect, test } from "vitest";
import { echo } from "../src/index.ts";
test("gives its value back", () => expect(echo(3)).toBe(3));
`;
const right = "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.length;\n";

beforeEach(async () => {
  course = await copyCourse();
  await rm(join(course, "grading"), { recursive: true });
  const first = join(course, "modules/01-echo");
  second = join(course, "modules/02-echo");
  await mkdir(join(first, "tests"));
  await writeFile(join(first, "tests/echo.test.ts"), tests);
  await cp(first, second, { recursive: true });
  const { default: manifest } = await import(join(first, "module.json"), { with: { type: "json" } });
  await writeFile(join(second, "module.json"), JSON.stringify({ ...manifest, id: "02-echo" }));
  await mkdir(join(course, ".tito/starters"), { recursive: true });
  for (const [id, folder] of [
    ["01-echo", first],
    ["02-echo", second],
  ] as const) {
    await writeFile(join(course, `.tito/starters/${id}.json`), starterTextsJson(id, { "src/index.ts": "begin\n" }));
    await writeFile(join(folder, "src/index.ts"), "begin\n");
  }
});

const tito = (...args: readonly string[]) => runTito(["test", "--begun", "--course", course, ...args]);

test("where nothing is written it says so with exit code 2", async () => {
  expect(await tito()).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("no module is begun yet"),
  });
});

test("the modules in which something was written are tested, and no others", async () => {
  await writeFile(join(second, "src/index.ts"), right);
  const { code, stdout, stderr } = await tito();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("──── 02-echo ────");
  expect(stdout).not.toContain("01-echo");
});

test("one that cannot be tested is said to be so, and holds up no other", async () => {
  await rm(join(course, "modules/01-echo/src/index.ts"));
  await writeFile(join(second, "src/index.ts"), right);
  const { code, stdout } = await tito();
  expect(code).toBe(1);
  expect(stdout).toMatch(/──── 01-echo ────\n\nsubmission: src\/index\.ts is required/);
  expect(stdout).toContain("1 of 1 unit tests passed");
  expect(JSON.parse((await tito("--json")).stdout)).toMatchObject([
    { module: "01-echo", passed: false, refused: expect.any(String) },
    { module: "02-echo", passed: true },
  ]);
});

test("a module beside it, or --watch, is refused", async () => {
  expect(await runTito(["test", "01", "--begun", "--course", course])).toMatchObject({ code: 2 });
  expect(await tito("--watch")).toMatchObject({ code: 2 });
});
