// Lane: process

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@tinytorch/api";
import { expect, onTestFinished, test } from "vitest";
import { startAutograder } from "../testing/autograder-process.ts";
import { temporaryFolder } from "../testing/copy-course.ts";
import { echoCourse, runTito } from "../testing/run-tito.ts";

const right =
  "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);\n";

test("a file for Canvas has somebody in it, names who has no account, and takes no other file's place unasked", async () => {
  const server = await startAutograder(await temporaryFolder(), { TINYTORCH_COURSE: echoCourse });
  onTestFinished(async () => void (await server.stop()));
  const as = (token: string) => ({
    TINYTORCH_URL: server.url,
    TINYTORCH_TOKEN: token,
    XDG_CONFIG_HOME: "/nonexistent",
  });
  const teacher = as(await server.addAccount("teacher", "instructor"));
  const ada = createClient({ baseUrl: server.url, token: await server.addAccount("ada", "student") });
  const { id } = await ada.submit({ module: "01-echo", files: { "src/index.ts": right } });
  for await (const _ of ada.events(id));
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
