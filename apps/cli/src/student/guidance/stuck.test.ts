// Lane: process

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { runTito } from "../../testing/run-tito.ts";

let course: string;
let folder: string;

beforeEach(async () => {
  course = await copyCourse();
  folder = join(course, "modules/01-echo");
  await mkdir(join(folder, "tests"));
  await writeHints("echo", "sum");
  await write(
    "tests/both.test.ts",
    `import { describe, expect, test } from "vitest";
import { echo, sum } from "../src/index.ts";
describe("sum", () => { test("1 + 2 = 3", () => expect(sum([1, 2])).toBe(3)); });
describe("echo", () => { test("gives its value back", () => expect(echo(3)).toBe(3)); });
`,
  );
});

const write = (path: string, text: string) => writeFile(join(folder, path), text);
const writeHints = (...parts: readonly string[]) =>
  write(
    "hints.json",
    JSON.stringify(
      parts.map((part) => ({
        part,
        question: "What?",
        formula: "y = x",
        place: { file: "src/index.ts", words: "There." },
      })),
    ),
  );
const tito = (...args: readonly string[]) => runTito([...args, "--course", course]);

test("after the tests the first part that failed, in the order in which they are built, has its command in the last line", async () => {
  const { stdout } = await tito("test", "01");
  expect(stdout).toMatch(/\n0 of 2 unit tests passed\. Next: echo\.\nStuck\? tito hint 01 echo\n$/);
});

test("after a report too", async () => {
  await write("src/index.ts", "export const echo = (v: unknown) => v;\nexport const sum = () => NaN;\n");
  const { stdout } = await tito("grade", "--module", "01", folder);
  expect(stdout).toMatch(/\nSeed .*\n\nStuck\? tito hint 01 sum\n$/);
});

test("not where all passed, where the part has no hints, where a file does not load, nor in JSON", async () => {
  const stuck = async (...args: readonly string[]) => (await tito("test", "01", ...args)).stdout.includes("Stuck?");
  expect(await stuck()).toBe(true);
  expect(await stuck("--json")).toBe(false);
  await writeHints("sum");
  expect(await stuck()).toBe(false);
  await write("hints.json", "{");
  expect(await stuck()).toBe(false);
  await writeHints("echo", "sum");
  await write("src/other.ts", "enum Mode { A }\n");
  await write("src/index.ts", 'export const echo = (v: number) => v;\nexport { sum } from "./other.ts";\n');
  expect(await stuck()).toBe(false);
  await write("src/other.ts", "export const sum = () => 3;\n");
  expect(await tito("test", "01")).toMatchObject({ code: 0, stdout: expect.not.stringContaining("Stuck?") });
});
