import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { eraseUser } from "../../erasure/erase-user.ts";
import { openBusyStore } from "../../testing/open-busy-store.ts";
import { personTables } from "./person-tables.ts";

/** Tables without a column that leads to an account, and why: what a migration of SQLite and the program themselves write. */
const ofNobody = new Set(["migrations", "sqlite_sequence"]);

function open(folder: string) {
  const database = new Database(join(folder, "autograder.sqlite"));
  onTestFinished(() => {
    database.close();
  });
  const names = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  const count = (table: string, userId: string) =>
    database
      .prepare<[{ userId: string }], number>(`SELECT count(*) FROM "${table}" WHERE ${personTables[table]?.where}`)
      .pluck()
      .get({ userId }) ?? 0;
  return { database, names, count };
}

test("every table of the schema says how a person's rows of it are found", () => {
  const { folder, store } = openBusyStore();
  store.close();
  const { names } = open(folder);
  expect(names.filter((name) => !ofNobody.has(name))).toEqual(Object.keys(personTables).sort());
});

test("every column that is kept back is one of its table", () => {
  const { folder, store } = openBusyStore();
  store.close();
  const { database } = open(folder);
  for (const [table, { secret = [], staff = [] }] of Object.entries(personTables)) {
    const columns = database.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck().all(table);
    expect(columns).toEqual(expect.arrayContaining([...secret, ...staff]));
  }
});

test("somebody has rows in every table, and after an erasure only in those that may keep the account's id", () => {
  const { folder, store, clock, instructor } = openBusyStore();
  const ids = [store.users.byName("studentA")?.id ?? "", store.users.byName("studentB")?.id ?? ""];
  const before = open(folder);
  for (const table of Object.keys(personTables)) {
    const found = [...ids, instructor].reduce((sum, id) => sum + before.count(table, id), 0);
    expect({ table, found: found > 0 }).toEqual({ table, found: true });
  }
  before.database.close();
  store.close();
  for (const name of ["studentA", "studentB"]) {
    eraseUser({ dataFolder: folder, name, really: true, now: clock.now });
  }
  const { count } = open(folder);
  const left = Object.keys(personTables).filter((table) => ids.some((id) => count(table, id) > 0));
  expect(left.filter((table) => personTables[table]?.staysErased !== true)).toEqual([]);
});
