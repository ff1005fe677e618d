// Lane: process

import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { runTito } from "../../testing/run-tito.ts";

/** A course whose module has these sources. */
async function courseWith(files: Readonly<Record<string, string>>): Promise<string> {
  const course = await copyCourse();
  for (const [path, text] of Object.entries(files)) await writeFile(join(course, "modules/01-echo", path), text);
  return course;
}

const right =
  "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);\n";

test("what does not load is refused before it is sent: each problem with its place and what to write instead", async () => {
  const course = await courseWith({
    "src/index.ts": `import { readFileSync } from "node:fs";\n${right}`,
    "src/mode.ts": "export enum Mode { Slow }\n",
  });
  // Nobody is signed in: it has not come to asking who.
  const { code, stdout, stderr } = await runTito(["submit", "01", "--course", course]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(/^tito submit: src\/mode\.ts:1:\d+: .*write .*as const/),
    expect.stringMatching(/^tito submit: src\/index\.ts:1:\d+: .*node:fs/),
    "tito submit: nothing was done: mend this, or add --anyway to go as far as your files load",
    "",
  ]);
});

test("what loads, and what is to be handed in anyway, goes on", async () => {
  const signIn = {
    code: 2,
    stdout: "",
    stderr: "tito submit: you must be signed in: run `tito login --url` with the address that your course gave you\n",
  };
  expect(await runTito(["submit", "01", "--course", await courseWith({ "src/index.ts": right })])).toEqual(signIn);
  const broken = await courseWith({ "src/index.ts": `${right}}` });
  expect(await runTito(["submit", "01", "--anyway", "--course", broken])).toEqual(signIn);
});

test("a link is refused by name and not followed", async () => {
  const course = await courseWith({ "src/index.ts": right });
  await symlink(join(course, "grading/01-echo/solution/src/index.ts"), join(course, "modules/01-echo/src/answers.ts"));
  const { code, stderr } = await runTito(["submit", "01", "--course", course]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: "tito submit: submission: src/answers.ts must be a file, got a link\n",
  });
});
