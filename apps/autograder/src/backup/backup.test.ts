import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { openStore } from "../store.ts";
import { openBusyStore } from "../testing/open-busy-store.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { tableContents } from "../testing/table-contents.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { testClock } from "../testing/test-clock.ts";
import { backUp } from "./backup.ts";
import { restore } from "./restore.ts";

test("a backup of a store in use, restored, has every row of every table, and a server opens it", async () => {
  const { folder, submit } = openBusyStore();
  const file = join(temporaryFolder(), "backup.sqlite");
  const source = join(folder, "autograder.sqlite");
  const before = tableContents(source);
  expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
  expect(await backUp(folder, file)).toBe(5);
  submit("too late for the backup");

  const target = join(temporaryFolder(), "restored");
  expect(restore(file, target)).toBe(5);
  expect(tableContents(join(target, "autograder.sqlite"))).toEqual(before);
  expect(tableContents(source)).not.toEqual(before);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(target).mode & 0o777).toBe(0o700);
  const opened = openStore(target, testClock());
  expect(opened.deadLetters.list()).toHaveLength(1);
  opened.close();
});

test("a backup that was written while others write is of one moment", async () => {
  const { folder, submit, read } = openTestStore();
  const file = join(temporaryFolder(), "backup.sqlite");
  for (let count = 0; count < 50; count += 1) submit("studentA", "x".repeat(10_000));
  const done = backUp(folder, file);
  for (let count = 0; count < 50; count += 1) submit("studentA", "x".repeat(10_000));
  const submissions = await done;
  const copy = tableContents(file);
  expect(copy.submissions).toHaveLength(submissions);
  expect(copy.submission_files).toHaveLength(submissions);
  expect(copy.jobs).toHaveLength(submissions);
  expect(read("SELECT id FROM submissions")).toHaveLength(100);
});

test("a backup overwrites nothing, and one that fails leaves nothing", async () => {
  const { folder } = openTestStore();
  const target = temporaryFolder();
  const file = join(target, "backup.sqlite");
  writeFileSync(file, "precious");
  await expect(backUp(folder, file)).rejects.toThrow(/must be a new file, got .* which exists/);
  await expect(backUp(target, join(target, "new"))).rejects.toThrow("must hold a database");
  await expect(backUp(folder, join(target, "none/backup"))).rejects.toThrow("folder must exist");
  expect(readdirSync(target)).toEqual(["backup.sqlite"]);
});

test("a restore overwrites nothing and takes nothing but a backup", async () => {
  const { folder } = openTestStore();
  const file = join(temporaryFolder(), "backup.sqlite");
  await backUp(folder, file);
  expect(() => restore(file, folder)).toThrow(/must be empty, got .*, which a server is using/);
  const full = temporaryFolder();
  writeFileSync(join(full, "notes.txt"), "precious");
  expect(() => restore(file, full)).toThrow(/must be empty, got .*, which holds something/);
  expect(readdirSync(full)).toEqual(["notes.txt"]);

  const target = join(temporaryFolder(), "new");
  const other = join(temporaryFolder(), "other");
  expect(() => restore(other, target)).toThrow("must be a file");
  writeFileSync(other, "not a database, but long enough to be read as one".repeat(100));
  expect(() => restore(other, target)).toThrow("must be what `tito backup` wrote");
  new Database(`${other}.sqlite`).exec("CREATE TABLE x (y)").close();
  expect(() => restore(`${other}.sqlite`, target)).toThrow("no such table: migrations");
  expect(existsSync(target)).toBe(false);
});
