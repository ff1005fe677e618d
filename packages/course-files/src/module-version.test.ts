import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { moduleVersion } from "./module-version.ts";

async function copiedCourse(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "course-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await cp(join(import.meta.dirname, "../../../tests/fixtures/course"), root, { recursive: true });
  return root;
}

test("what tools leave in a module's folder is not its version; a hidden file is", async () => {
  const root = await copiedCourse();
  const hidden = join(root, "grading/01-echo");
  const before = await moduleVersion(root, "01-echo");
  for (const folder of [".turbo", "reports", "node_modules"]) {
    await mkdir(join(hidden, folder), { recursive: true });
    await writeFile(join(hidden, folder, "left.json"), "{}");
  }
  expect(await moduleVersion(root, "01-echo")).toBe(before);
  await writeFile(join(hidden, "expected.ts"), "export const expected = 1;\n");
  expect(await moduleVersion(root, "01-echo")).not.toBe(before);
});
