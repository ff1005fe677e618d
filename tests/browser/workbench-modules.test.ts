// Lane: process

import { join } from "node:path";
import { folderTexts, moduleIds, readManifest } from "@tinytorch/course-files";
import { readVisibleTests, rehearse } from "@tinytorch/rehearsal";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { executablePath, openChromium } from "./chromium.ts";
import { drawIn, runIn, timeless, WorkbenchServer, type WorkbenchTab } from "./workbench-page.ts";

const root = join(import.meta.dirname, "../..");
const ids = await moduleIds(root);

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

async function solutionOf(id: string): Promise<Readonly<Record<string, string>>> {
  const texts = await folderTexts(join(root, "grading", id, "solution/src"), (path) => path.endsWith(".ts"));
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`src/${path}`, text]));
}

describe("every module in a tab", () => {
  test.each(ids)("%s: its solution and its starter come to what they come to at home", async (id) => {
    const [manifest, tests] = await Promise.all([readManifest(root, id), readVisibleTests(join(root, "modules", id))]);
    const starter = await folderTexts(join(root, "modules", id, "src"), (path) => path.endsWith(".ts"));
    const begun = Object.fromEntries(Object.entries(starter).map(([path, text]) => [`src/${path}`, text]));
    for (const files of [await solutionOf(id), begun]) {
      expect(timeless(await runIn(tab, id, files))).toEqual(timeless(await rehearse(manifest, files, tests)));
    }
  });

  test.each(ids)("%s: its picture is drawn of the solution", async (id) => {
    const drawn = await drawIn(tab, id, await solutionOf(id));
    expect(drawn, JSON.stringify(drawn).slice(0, 1_000)).toMatchObject({ type: "picture" });
    if (drawn?.type !== "picture") return;
    expect(drawn.picture.frames.at(-1)?.length).toBeGreaterThan(100);
  });
});

describe("the race of module 08", () => {
  test("has a picture for each step, with lines for who can draw them, and the reference beside it", async () => {
    const drawn = await drawIn(tab, "08-optimizers", await solutionOf("08-optimizers"));
    if (drawn?.type !== "picture") throw new Error(`a picture must be drawn, got ${JSON.stringify(drawn)}`);
    const { plot, frames, sentence, data } = drawn.picture;
    expect(frames).toHaveLength(61);
    expect(plot?.paths.map(({ name }) => name)).toEqual(["SGD", "Momentum (SGD, 0.9)", "Adam"]);
    expect(sentence).toMatch(/Each is where the reference is, step for step\.$/);
    expect(data).toMatchObject({ firstApart: null });
  });

  test("says of code that goes another way where it parts, and of an endless loop where it is", async () => {
    const files = await solutionOf("08-optimizers");
    const source = files["src/sgd.ts"] ?? "";
    const body = /step\(\)[^{]*\{/.exec(source)?.[0] ?? "";
    const hanging = { ...files, "src/sgd.ts": source.replace(body, `${body} for (;;);`) };
    const drawn = await drawIn(tab, "08-optimizers", hanging);
    expect(drawn).toMatchObject({ type: "words", where: expect.stringMatching(/^src\/sgd\.ts:\d+$/) });
  });

  test("says what is not written yet, and what does not load", async () => {
    const files = await solutionOf("08-optimizers");
    const broken = await drawIn(tab, "08-optimizers", { ...files, "src/adam.ts": "enum A {}" });
    expect(broken).toMatchObject({ type: "words", where: "src/adam.ts:1" });
  });
});
