// Lane: process

import { join } from "node:path";
import { folderTexts, readManifest } from "@tinytorch/course-files";
import { type Rehearsal, readVisibleTests, rehearse } from "@tinytorch/rehearsal";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { executablePath, openChromium } from "./chromium.ts";
import { runIn, timeless, WorkbenchServer, type WorkbenchTab } from "./workbench-page.ts";

const root = join(import.meta.dirname, "../..");
const optimizers = "08-optimizers";

let browser: Browser | undefined;
let server: WorkbenchServer;
let tab: WorkbenchTab;
beforeAll(async () => {
  browser = await openChromium();
  if (browser === undefined) return;
  server = await WorkbenchServer.start(root);
  tab = await server.open(browser);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(({ skip }) => {
  if (browser === undefined) skip(`not run: Chromium is not installed here at ${executablePath}`);
});

async function sourcesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const texts = await folderTexts(join(root, folder), (path) => path.endsWith(".ts"));
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`src/${path}`, text]));
}

const solution = await sourcesIn(`grading/${optimizers}/solution/src`);
const starter = await sourcesIn(`modules/${optimizers}/src`);

async function atHome(id: string, files: Readonly<Record<string, string>>): Promise<Rehearsal> {
  return rehearse(await readManifest(root, id), files, await readVisibleTests(join(root, "modules", id)));
}

/** Module 08's solution with another first line in a file. */
const with08 = (file: string, line: string) => ({ ...solution, [file]: `${line}\n${solution[file]}` });

describe("a tab says of a student's code what tito test says, in the same words", () => {
  test("solved, all of module 08 passes, and the browser has nothing to complain of", async () => {
    const report = await runIn(tab, optimizers, solution);
    expect(report.tests.filter(({ state }) => state !== "passed")).toEqual([]);
    expect(timeless(report)).toEqual(timeless(await atHome(optimizers, solution)));
    expect(tab.complaints).toEqual([]);
  });

  test("as it is handed out, each part says that it is not written yet", async () => {
    const report = await runIn(tab, optimizers, starter);
    expect(report.tests[0]?.cause).toMatch(/^not written yet: /);
    expect(timeless(report)).toEqual(timeless(await atHome(optimizers, starter)));
  });

  test.each([
    ["a syntax error", with08("src/sgd.ts", "const = 2;"), "src/sgd.ts"],
    ["a name declared twice", with08("src/sgd.ts", "const one = 1; const one = 2;"), "src/sgd.ts"],
    ["an import that the module may not", with08("src/adam.ts", 'import "@tinytorch/optimizers";'), "src/adam.ts"],
    ["an import of Node's", with08("src/adam.ts", 'import "node:fs";'), "src/adam.ts"],
    [
      "chance, which the seed decides",
      with08("src/index.ts", "console.log(Math.random(), Math.random(), [3, 1, 2].map(() => Math.random()));"),
      null,
    ],
    ["a name that is not there", with08("src/index.ts", 'import { nothing } from "./sgd.ts"; nothing;'), "src/sgd.ts"],
  ])("%s", async (_, files, file) => {
    const report = await runIn(tab, optimizers, files);
    if (file === null) expect(report.console).toMatch(/^0\.\d+ 0\.\d+ /);
    else expect(report.loadProblems.map((problem) => problem.file)).toContain(file);
    expect(timeless(report)).toEqual(timeless(await atHome(optimizers, files)));
  });
});
