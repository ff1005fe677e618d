// Lane: process

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../testing/copy-course.ts";
import { spawnTito } from "../testing/run-tito.ts";

const visibleTests = `
  import { expect, test } from "vitest";
  import { echo } from "../src/index.ts";
  test("echo gives its value back", () => expect(echo(3)).toBe(3));
`;

test("the visible tests run on the student's code, and their verdict is the exit code", async () => {
  const course = await copyCourse();
  const folder = join(course, "modules/01-echo");
  await mkdir(join(folder, "tests"));
  await writeFile(join(folder, "tests/echo.test.ts"), visibleTests);
  const before = await spawnTito(["test", "01", "--course", course]);
  expect(before.code).toBe(1);
  expect(before.stdout + before.stderr).toContain("TODO(01-echo): give back the value");

  await writeFile(join(folder, "src/index.ts"), "export const echo = (value: number) => value;\n");
  const after = await spawnTito(["test", "01", "echo", "--course", course]);
  expect(after).toMatchObject({ code: 0, stdout: expect.stringContaining("1 passed") });
});
