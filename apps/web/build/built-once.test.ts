// Lane: process

import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { builtOnce } from "./built-once.ts";
import { builtWorkbench } from "./built-workbench.ts";

const folder = mkdtempSync(join(tmpdir(), "tinytorch-builds-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("three builds are kept, those that were wanted last, whenever they were made", async () => {
  const program = join(folder, "program.mjs");
  writeFileSync(program, 'import { writeFileSync } from "node:fs";\nwriteFileSync(process.argv[2] + "/mark", "");\n');
  const builds = join(folder, "builds");
  const built = (key: string) =>
    builtOnce({ name: "a thing", builds, key, mark: "mark", program, arguments: [] }, () => undefined);
  for (const [index, key] of ["first", "second", "third"].entries()) utimesSync(await built(key), index, index);
  await built("first");
  await built("fourth");
  expect(readdirSync(builds).sort()).toEqual(["first", "fourth", "third"]);
});

test("a course's workbench stays whatever is built of others, until the course is gone", async () => {
  const echo = join(import.meta.dirname, "../../../tests/fixtures/course");
  const [course, other] = [join(folder, "course"), join(folder, "other")];
  for (const each of [course, other]) cpSync(echo, each, { recursive: true });
  const own = await builtWorkbench(course);
  let last = "";
  for (const round of [1, 2, 3]) {
    writeFileSync(join(other, "modules/01-echo/src/index.ts"), `// ${round}\n`);
    last = await builtWorkbench(other);
  }
  expect(existsSync(join(own, "frame.html"))).toBe(true);
  rmSync(other, { recursive: true });
  expect(await builtWorkbench(course)).toBe(own);
  expect(existsSync(last)).toBe(false);
  rmSync(join(own, ".."), { recursive: true });
});
