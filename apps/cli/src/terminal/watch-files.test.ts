// Lane: process

import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "../testing/copy-course.ts";
import { watchFiles } from "./watch-files.ts";

/** Longer than several changes are waited for. */
const longer = 300;

async function watched(): Promise<{ folder: string; changes: () => number; stop: () => Promise<void> }> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "deep"));
  await writeFile(join(folder, "deep/a.ts"), "1");
  let count = 0;
  const { stop } = await watchFiles([folder], () => {
    count += 1;
  });
  onTestFinished(stop);
  return { folder, changes: () => count, stop };
}

test("a file that is written, put in another's place, added in a new folder or taken away is a change", async () => {
  const { folder, changes } = await watched();
  const put = async (text: string) => {
    await writeFile(join(folder, "a.tmp"), text);
    await rename(join(folder, "a.tmp"), join(folder, "deep/a.ts"));
  };
  const steps = [
    () => writeFile(join(folder, "deep/a.ts"), "2"),
    () => put("3"),
    () => put("4"),
    async () => {
      await mkdir(join(folder, "new"));
      await writeFile(join(folder, "new/b.ts"), "5");
    },
    () => rm(join(folder, "deep/a.ts")),
  ];
  for (const step of steps) {
    const before = changes();
    await step();
    await vi.waitFor(() => expect(changes()).toBeGreaterThan(before), { timeout: 5000 });
    await pause(longer);
  }
});

test("what an editor keeps beside a file is no change", async () => {
  const { folder, changes } = await watched();
  for (const name of [".a.ts.swp", "a.ts~", "4913"]) await writeFile(join(folder, name), "1");
  await pause(longer);
  expect(changes()).toBe(0);
});

test("once it is stopped, nothing is told", async () => {
  const { folder, changes, stop } = await watched();
  await stop();
  await writeFile(join(folder, "a.ts"), "1");
  await pause(longer);
  expect(changes()).toBe(0);
});
