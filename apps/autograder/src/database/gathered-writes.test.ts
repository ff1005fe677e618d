import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { statementsOf } from "../testing/statements-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openGatheredWrites } from "./gathered-writes.ts";

function setUp() {
  const file = join(temporaryFolder(), "writes.sqlite");
  const [database, other] = [new Database(file, { timeout: 0 }), new Database(file, { timeout: 0 })];
  onTestFinished(() => {
    database.close();
    other.close();
  });
  database.exec("CREATE TABLE notes (text TEXT NOT NULL CHECK (text <> 'forbidden'))");
  const insert = database.prepare<[string]>("INSERT INTO notes VALUES (?)");
  const gathered = openGatheredWrites(database);
  const write = (...texts: readonly string[]) =>
    gathered(() => {
      for (const text of texts) insert.run(text);
      return texts.length;
    });
  const read = other.prepare<[], string>("SELECT text FROM notes ORDER BY rowid").pluck();
  return { database, other, write, notes: () => read.all() };
}

test("writes that come at once are committed together, in order, and each is told what it gave once it is kept", async () => {
  const { write, notes } = setUp();
  const all = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const run = await statementsOf(async () => {
    const given = all.map(async (text) => {
      const count = await write(text);
      expect(notes()).toContain(text);
      return count;
    });
    expect(await Promise.all(given)).toEqual(all.map(() => 1));
  });
  expect(notes()).toEqual(all);
  expect(run.filter((sql) => sql === "COMMIT")).toHaveLength(2);
});

test("one that throws is undone alone", async () => {
  const { write, notes } = setUp();
  const [before, broken, after] = [write("before"), write("half", "forbidden"), write("after")];
  await expect(broken).rejects.toThrow("CHECK constraint failed");
  expect([await before, await after]).toEqual([1, 1]);
  expect(notes()).toEqual(["before", "after"]);
});

test("where another program holds the database none is kept, each is told so, and later ones are done", async () => {
  const { write, notes, other } = setUp();
  other.exec("BEGIN IMMEDIATE");
  for (const refused of [write("one"), write("two")]) {
    await expect(refused).rejects.toMatchObject({ code: "SQLITE_BUSY" });
  }
  other.exec("COMMIT");
  await write("three");
  expect(notes()).toEqual(["three"]);
});

test("what ends the transaction itself keeps nothing of those beside it, and tells all of them", async () => {
  const { database, write, notes } = setUp();
  database.pragma("page_size = 512");
  database.pragma("max_page_count = 4");
  const [small, large] = [write("small"), write("x".repeat(100_000))];
  await expect(large).rejects.toMatchObject({ code: "SQLITE_FULL" });
  const outcome = await small.then(
    () => "kept",
    () => "refused",
  );
  expect(outcome).toBe(notes().includes("small") ? "kept" : "refused");
});
