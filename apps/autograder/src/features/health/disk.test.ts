import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { testClock } from "../../testing/test-clock.ts";
import { watchDisk } from "./disk.ts";

test("a folder that can be written to is no trouble, and is as it was; one that is gone is trouble until it is back", async () => {
  const folder = join(temporaryFolder(), "data");
  const clock = testClock();
  const trouble = watchDisk(folder, clock.steady);
  expect(await trouble()).toBe("The data folder cannot be written to.");
  mkdirSync(folder);
  clock.time += 1_000;
  expect(await trouble()).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
  clock.time += 1_000;
  expect(await trouble()).toBe("The data folder cannot be written to.");
});

test("within a second the disk is not tried again", async () => {
  const folder = temporaryFolder();
  const clock = testClock();
  const trouble = watchDisk(folder, clock.steady);
  expect(await trouble()).toBeUndefined();
  rmSync(folder, { recursive: true });
  clock.time += 999;
  expect(await trouble()).toBeUndefined();
  clock.time += 1;
  expect(await trouble()).toBeDefined();
});
