// Lane: process

import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { buildRelease, ReleaseError } from "./build-release.ts";
import { programFolder } from "./program-place.ts";

let folder: string;
let course: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tinytorch-released-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  course = join(folder, "course");
  cpSync(join(programFolder, "tests/fixtures/course"), course, { recursive: true });
});

async function refusal(out: string): Promise<ReleaseError> {
  const error: unknown = await buildRelease(course, out).catch((reason: unknown) => reason);
  if (error instanceof ReleaseError) return error;
  throw new Error(`there must be no release, got ${error}`, { cause: error });
}

test("a folder with something in it is left as it is, and so is a file", async () => {
  const out = join(folder, "out");
  mkdirSync(out);
  writeFileSync(join(out, "mine.txt"), "");
  expect(await refusal(out)).toMatchObject({
    message: `the folder must be empty, got 1 entries in ${out}`,
    isOfRequest: true,
  });
  expect(await refusal(join(out, "mine.txt"))).toMatchObject({ isOfRequest: true });
});

test("a starter that its solution does not make stops the release before anything is written", async () => {
  appendFileSync(join(course, "modules/01-echo/src/index.ts"), "export const more = 1;\n");
  expect(await refusal(join(folder, "out"))).toMatchObject({
    message:
      "the starter must be what the solution makes, got modules/01-echo/src/index.ts: run `tito starter 01-echo`",
    isOfRequest: false,
  });
  expect(existsSync(join(folder, "out"))).toBe(false);
});
