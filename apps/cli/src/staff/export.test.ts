// Lane: process

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@tinytorch/api";
import { expect, onTestFinished, test } from "vitest";
import { startAutograder } from "../testing/autograder-process.ts";
import { temporaryFolder } from "../testing/copy-course.ts";
import { echoCourse, runTito } from "../testing/run-tito.ts";

const right =
  "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);\n";

/** A teacher's environment, and what Ada handed in, graded. */
async function setUp() {
  const server = await startAutograder(await temporaryFolder(), { TINYTORCH_COURSE: echoCourse });
  onTestFinished(async () => void (await server.stop()));
  const teacher = {
    TINYTORCH_URL: server.url,
    TINYTORCH_TOKEN: await server.addAccount("teacher", "instructor"),
    XDG_CONFIG_HOME: "/nonexistent",
  };
  const ada = createClient({ baseUrl: server.url, token: await server.addAccount("ada", "student") });
  const { id } = await ada.submit({ module: "01-echo", files: { "src/index.ts": right } });
  for await (const _ of ada.events(id));
  return { teacher, id };
}

test("a file for Canvas has somebody in it, names who has no account, and takes no other file's place unasked", async () => {
  const { teacher } = await setUp();
  const folder = await temporaryFolder();
  const [template, out] = [join(folder, "canvas.csv"), join(folder, "import.csv")];
  const tito = (...more: readonly string[]) =>
    runTito(["export", "--canvas", "--template", template, "--out", out, ...more], { env: teacher });
  const header = "Student,ID,SIS User ID,SIS Login ID,Section,01-echo (7)\n    Points Possible,,,,,100.00\n";

  await writeFile(template, `${header}Grace Hopper,102,,grace,,\n`);
  expect(await tito()).toMatchObject({
    code: 2,
    stdout: "",
    stderr: "tito export: canvas: somebody must be in the file, got nobody; not in Canvas's own export: ada.\n",
  });

  await writeFile(template, `${header}Ada Lovelace,101,,ada,,\nGrace Hopper,102,,grace,,\n`);
  expect(await tito()).toMatchObject({
    code: 0,
    stdout: `Written: ${out}\n`,
    stderr: "warning: in Canvas's own export and without an account here: Grace Hopper (grace)\n",
  });
  expect(await readFile(out, "utf8")).toContain("Ada Lovelace,101,,ada,,100.00\r\n");
  await writeFile(out, "mine");
  expect(await tito()).toMatchObject({
    code: 2,
    stdout: "",
    stderr: `tito export: ${out} would be overwritten, and nobody can be asked here: add --yes\n`,
  });
  expect(await readFile(out, "utf8")).toBe("mine");
  expect((await tito("--yes")).code).toBe(0);
  expect(await readFile(out, "utf8")).toContain("ada");
}, 60_000);

test("Gradescope's results go into a new folder, and never among those that there are", async () => {
  const { teacher, id } = await setUp();
  const out = join(await temporaryFolder(), "results");
  const tito = (...more: readonly string[]) =>
    runTito(["export", "01", "--gradescope", "--out", out, ...more], { env: teacher });
  expect(await tito()).toMatchObject({ code: 0, stdout: `Written: ${out}\n`, stderr: "" });
  expect(JSON.parse(await readFile(join(out, id, "results.json"), "utf8"))).toMatchObject({ score: 100 });
  await rm(join(out, id), { recursive: true });
  for (const more of [[], ["--yes"]]) {
    expect(await tito(...more)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `tito export: the folder must not be there yet, got ${out}\n`,
    });
  }
  expect(await readdir(out)).toEqual(["submissions.jsonl"]);
}, 60_000);
