import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { migrate } from "./migrations.ts";

const now = () => 1_000;
const ours = join(import.meta.dirname, "../../migrations");

function setUp(files: Record<string, string>) {
  const folder = temporaryFolder();
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  const database = new Database(join(folder, "test.sqlite"));
  onTestFinished(() => {
    database.close();
  });
  const tables = () =>
    database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
  return { folder, database, tables };
}

test("files are applied in order, once", () => {
  const { folder, database, tables } = setUp({
    "001-a.sql": "CREATE TABLE a (id INTEGER) STRICT",
    "002-b.sql": "CREATE TABLE b (id INTEGER) STRICT; INSERT INTO b VALUES (1)",
  });
  migrate(database, folder, now);
  migrate(database, folder, now);
  expect(tables()).toEqual(["a", "b", "migrations"]);
  expect(database.prepare("SELECT count(*) AS n FROM b").get()).toEqual({ n: 1 });
});

test("a new file is applied to an old database", () => {
  const { folder, database, tables } = setUp({ "001-a.sql": "CREATE TABLE a (id INTEGER) STRICT" });
  migrate(database, folder, now);
  writeFileSync(join(folder, "002-b.sql"), "CREATE TABLE b (id INTEGER) STRICT");
  migrate(database, folder, now);
  expect(tables()).toContain("b");
});

test("a file that fails half-way leaves nothing behind", () => {
  const { folder, database, tables } = setUp({
    "001-a.sql": "CREATE TABLE a (id INTEGER) STRICT; CREATE TABLE a (id)",
  });
  expect(() => migrate(database, folder, now)).toThrow(/already exists/);
  expect(tables()).toEqual(["migrations"]);
});

test("an applied file that was changed is refused by name", () => {
  const { folder, database } = setUp({ "001-a.sql": "CREATE TABLE a (id INTEGER) STRICT" });
  migrate(database, folder, now);
  writeFileSync(join(folder, "001-a.sql"), "CREATE TABLE a (id TEXT) STRICT");
  expect(() => migrate(database, folder, now)).toThrow(/must not change, got another text in 001-a.sql/);
});

test("a gap in the numbers is refused", () => {
  const { folder, database } = setUp({ "002-b.sql": "CREATE TABLE b (id INTEGER) STRICT" });
  expect(() => migrate(database, folder, now)).toThrow(/without gaps, got 002-b.sql as number 1/);
});

test("a database from a newer program is refused", () => {
  const { folder, database } = setUp({ "001-a.sql": "CREATE TABLE a (id INTEGER) STRICT" });
  migrate(database, folder, now);
  database.prepare("INSERT INTO migrations VALUES (2, '002-b.sql', 'x', 0)").run();
  expect(() => migrate(database, folder, now)).toThrow(/must not be newer than the program/);
});

test("a database of the first release keeps its grades: the newest run of a submission stands for it", () => {
  const folder = temporaryFolder();
  const first = "001-submissions-and-grades.sql";
  copyFileSync(join(ours, first), join(folder, first));
  const database = new Database(join(folder, "test.sqlite"));
  onTestFinished(() => {
    database.close();
  });
  database.pragma("foreign_keys = ON");
  migrate(database, folder, now);
  database.exec(`
    INSERT INTO users (id, name, role, created_at) VALUES ('u', 'studentA', 'student', 1);
    INSERT INTO submissions (id, user_id, module, sha256, received_at)
      VALUES ('s', 'u', '08-optimizers', '${"a".repeat(64)}', 1);
    INSERT INTO jobs (id, submission_id, user_id, state, seed, first_position, available_at, ended_at)
      VALUES (1, 's', 'u', 'done', 7, 1, 1, 2);
    INSERT INTO runs (id, job_id, submission_id, seed, score, max_score, report, sandbox, hashes, timings, graded_at)
      VALUES ('r', 1, 's', 7, 60, 100, '{}', '[]', '{}', '{}', 2)`);
  for (const name of readdirSync(ours)) copyFileSync(join(ours, name), join(folder, name));
  migrate(database, folder, now);
  expect(database.prepare("SELECT * FROM standing_runs").all()).toEqual([{ submission_id: "s", run_id: "r" }]);
  expect(database.prepare("SELECT kind, state FROM jobs").all()).toEqual([{ kind: "grade", state: "done" }]);
  expect(database.pragma("foreign_key_check")).toEqual([]);
});
