import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openUsers } from "../features/accounts/store.ts";
import { openAudit } from "../features/audit/audit.ts";
import { openAuditLog } from "../features/audit/store.ts";
import { openCredentials } from "../features/credentials/store.ts";
import { openPeople } from "../features/people/store.ts";
import { submissionOverhead } from "../features/submissions/submitted-files.ts";
import { openBusyStore } from "../testing/open-busy-store.ts";
import { tableContents } from "../testing/table-contents.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { hashToken } from "../tokens.ts";
import { DataFolderError } from "./data-folder-error.ts";
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

/** A database as it was before one of our migrations, which is named by the end of its file's name. */
function databaseBefore(name: string) {
  const { folder, database } = setUp({});
  const all = readdirSync(ours).sort();
  const first = all.findIndex((each) => each.endsWith(name));
  if (first === -1) throw new Error(`databaseBefore: there must be a migration ${name}, got none`);
  const upgrade = (files = all) => {
    for (const each of files) copyFileSync(join(ours, each), join(folder, each));
    migrate(database, folder, now);
  };
  upgrade(all.slice(0, first));
  return { database, file: join(folder, "test.sqlite"), upgrade: () => upgrade() };
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
  const sentence = "migrate: 001-a.sql must apply, got table a already exists; the database is as it was";
  expect(() => migrate(database, folder, now)).toThrow(new DataFolderError(sentence));
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

test("a table that others refer to can be rebuilt, and references are enforced again afterwards", () => {
  const { folder, database } = setUp({
    "001-a.sql": `CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; INSERT INTO a VALUES (1);
      CREATE TABLE b (a INTEGER REFERENCES a (id)) STRICT; INSERT INTO b VALUES (1)`,
    "002-a.sql": `CREATE TABLE new_a (id INTEGER PRIMARY KEY, name TEXT) STRICT;
      INSERT INTO new_a (id) SELECT id FROM a; DROP TABLE a; ALTER TABLE new_a RENAME TO a`,
  });
  database.pragma("foreign_keys = ON");
  migrate(database, folder, now);
  expect(() => database.exec("INSERT INTO b VALUES (2)")).toThrow("FOREIGN KEY constraint failed");
});

test("a migration that leaves a reference without its row is undone, and references are enforced again", () => {
  const { folder, database, tables } = setUp({
    "001-a.sql": `CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; INSERT INTO a VALUES (1);
      CREATE TABLE b (a INTEGER REFERENCES a (id)) STRICT; INSERT INTO b VALUES (1)`,
    "002-b.sql": "CREATE TABLE c (id INTEGER) STRICT; DELETE FROM a",
  });
  expect(() => migrate(database, folder, now)).toThrow(
    "migrate: 002-b.sql must leave every reference a row, got row 1 of b without its a",
  );
  expect(tables()).toEqual(["a", "b", "migrations"]);
  expect(database.prepare("SELECT count(*) AS n FROM a").get()).toEqual({ n: 1 });
  expect(() => database.exec("INSERT INTO b VALUES (2)")).toThrow("FOREIGN KEY constraint failed");
});

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

test("every table of a filled database can be rebuilt with a longer list: rows, indexes and triggers are there again", () => {
  const { folder: data, store } = openBusyStore();
  store.close();
  const file = join(data, "autograder.sqlite");
  const before = tableContents(file);
  expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
  const database = new Database(file);
  onTestFinished(() => {
    database.close();
  });
  const schema = () =>
    database
      .prepare<[], SchemaRow>(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name",
      )
      .all();
  const tables = schema().filter(({ type }) => type === "table");
  const others = schema().filter(({ type }) => type !== "table");
  const widened = (sql: string) => sql.replace("('queued', ", "('paused', 'queued', ");
  const folder = temporaryFolder();
  const names = readdirSync(ours);
  for (const name of names) copyFileSync(join(ours, name), join(folder, name));
  const rebuild = [
    ...tables.flatMap(({ name, sql }) => [
      widened(sql).replace(new RegExp(`^CREATE TABLE "?${name}"?`), `CREATE TABLE new_${name}`),
      `INSERT INTO new_${name} SELECT * FROM ${name}`,
      `DROP TABLE ${name}`,
      `ALTER TABLE new_${name} RENAME TO ${name}`,
    ]),
    ...others.map(({ sql }) => sql),
  ];
  const number = names.length + 1;
  writeFileSync(join(folder, `${String(number).padStart(3, "0")}-all.sql`), rebuild.join(";\n"));
  migrate(database, folder, now);

  expect(schema().filter(({ type }) => type !== "table")).toEqual(others);
  expect(
    schema()
      .filter(({ type }) => type === "table")
      .map(({ name }) => name),
  ).toEqual(tables.map(({ name }) => name));
  const { migrations: recorded, ...after } = tableContents(file);
  const { migrations: recordedBefore, ...rows } = before;
  expect(after).toEqual(rows);
  expect(recorded?.slice(0, -1)).toEqual(recordedBefore);
  expect(database.pragma("foreign_key_check")).toEqual([]);
  expect(() => database.exec("DELETE FROM runs")).toThrow("never deleted");
  expect(() => database.exec("UPDATE jobs SET state = 'paused' WHERE state = 'queued'")).not.toThrow();
});

test("a role, a kind of job and a choice of regrades that this release does not know can be stored by a later one", () => {
  const { folder, store } = openBusyStore();
  store.close();
  const database = new Database(join(folder, "autograder.sqlite"));
  onTestFinished(() => {
    database.close();
  });
  database.exec("UPDATE users SET role = 'assistant'; UPDATE regrades SET which = 'section'");
  database.exec("UPDATE jobs SET kind = 'export' WHERE kind = 'rerun'");
  expect(database.prepare("SELECT DISTINCT role FROM users").all()).toEqual([{ role: "assistant" }]);
});

test("files of an earlier release are kept once each, and every submission has what was handed in", () => {
  const { database, upgrade } = databaseBefore("010-files-once.sql");
  const sha256 = "a".repeat(64);
  database.exec(`
    INSERT INTO users (id, name, role, created_at) VALUES ('a', 'studentA', 'student', 1), ('b', 'studentB', 'student', 1);
    INSERT INTO submissions (id, user_id, module, sha256, received_at) VALUES ('a1', 'a', '01-echo', '${sha256}', 1),
      ('a2', 'a', '01-echo', '${sha256}', 2), ('b1', 'b', '01-echo', '${sha256}', 3);
    INSERT INTO submission_files VALUES ('a1', 'src/x.ts', 'one'), ('a1', 'src/y.ts', 'zwö'), ('a2', 'src/x.ts', 'one'),
      ('a2', 'src/y.ts', ''), ('b1', 'src/x.ts', 'zwö'), ('b1', 'src/y.ts', 'zwö')`);
  const texts = (from: string) =>
    database.prepare(`SELECT submission_id AS id, path, text FROM ${from} ORDER BY submission_id, path`).all();
  const before = texts("submission_files");
  upgrade();
  expect(texts("submission_files f JOIN file_contents c ON c.id = f.content_id")).toEqual(before);
  expect(database.prepare("SELECT text, bytes, lower(hex(sha256)) AS sha256 FROM file_contents").all()).toEqual(
    ["one", "zwö", ""].map((text) => ({
      text,
      bytes: Buffer.byteLength(text),
      sha256: createHash("sha256").update(text).digest("hex"),
    })),
  );
  expect(database.prepare("SELECT id, stored_bytes AS bytes FROM users ORDER BY id").all()).toEqual([
    { id: "a", bytes: 7 + 2 * submissionOverhead },
    { id: "b", bytes: 4 + submissionOverhead },
  ]);
});

test("of accounts whose names are the same but for case, the first has the name and each is found as it is written", () => {
  const { database, upgrade } = databaseBefore("012-names.sql");
  database.exec(`INSERT INTO users (id, name, role, created_at) VALUES ('2', 'Zoë', 'student', 1),
    ('1', 'zoë', 'student', 2), ('3', 'ada', 'student', 3)`);
  upgrade();
  const audit = openAudit(database);
  const credentials = openCredentials(database, audit, now);
  const users = openUsers(database, openPeople(database, credentials, audit, now), credentials);
  const found = ["Zoë", "zoë", "ZOË", "Ada"].map((name) => users.byName(name)?.id);
  expect(found).toEqual(["2", "1", "2", "3"]);
  for (const name of ["zoë", "ZOË", "ADA"]) {
    expect(() => users.create("test", name, "student")).toThrow(expect.objectContaining({ code: "name-taken" }));
  }
});

test("an audit of an earlier release is read as before, and what was handed in then was handed in by its students", () => {
  const { database, upgrade } = databaseBefore("comments-and-questions.sql");
  database.exec(`
    INSERT INTO users (id, name, role, created_at) VALUES ('a', 'studentA', 'student', 1);
    INSERT INTO submissions (id, user_id, module, sha256, received_at) VALUES ('s', 'a', '01-echo', '${"a".repeat(64)}', 1);
    INSERT INTO audit (at, actor, action, subject, detail) VALUES (1, 'a', 'submission.received', 's', '{"module":"01-echo"}'),
      (2, 'service', 'run.stored', 's', '{}'), (3, 'service', 'user.created', 'b', '{"name":"x"}')`);
  const rows = () => database.prepare("SELECT * FROM audit").all();
  const before = rows();
  upgrade();
  expect(rows()).toEqual(before);
  const log = openAuditLog(database);
  expect(log.list({ person: "a", limit: 10 }).map(({ action }) => action)).toEqual([
    "run.stored",
    "submission.received",
  ]);
  expect(log.list({ module: "01-echo", limit: 10 })).toMatchObject([
    { action: "submission.received", module: "01-echo", personName: "studentA" },
  ]);
  expect(database.prepare("SELECT * FROM handed_in_for").all()).toEqual([]);
  expect(() =>
    database.exec("INSERT INTO comments (id, submission_id, module, waits) VALUES ('c', 'x', 'm', 2)"),
  ).toThrow("CHECK");
});

test("a database of the first release keeps its grades, what was printed and its queue: the newest run of a submission stands for it", () => {
  const { database, upgrade } = databaseBefore("002-grading-again.sql");
  database.pragma("foreign_keys = ON");
  database.exec(`
    INSERT INTO users (id, name, role, created_at) VALUES ('u', 'studentA', 'student', 1);
    INSERT INTO submissions (id, user_id, module, sha256, received_at)
      VALUES ('s', 'u', '01-echo', '${"a".repeat(64)}', 1);
    INSERT INTO jobs (id, submission_id, user_id, state, seed, first_position, available_at, ended_at)
      VALUES (1, 's', 'u', 'done', 7, 1, 1, 2);
    INSERT INTO submissions (id, user_id, module, sha256, received_at) SELECT value, 'u', '01-echo', '${"a".repeat(64)}', 1
      FROM json_each('["waiting", "running", "dead"]');
    INSERT INTO jobs (submission_id, user_id, state, seed, fence, available_at, lease_owner, lease_expires_at, ended_at) VALUES
      ('waiting', 'u', 'queued', 7, 1, 1, NULL, NULL, NULL), ('running', 'u', 'leased', 7, 5, 1, 'a server', 9, NULL),
      ('dead', 'u', 'dead', 7, 4, 1, NULL, NULL, 2);
    INSERT INTO runs (id, job_id, submission_id, seed, score, max_score, report, sandbox, hashes, timings, graded_at)
      VALUES ('r', 1, 's', 7, 60, 100, '{"score":60,"console":"printed"}', '[]', '{}', '{}', 2)`);
  upgrade();
  for (const table of ["events", "deliveries", "webhooks", "notification_choices", "notification_addresses"]) {
    expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get(), "nobody is told of what is over").toEqual({
      n: 0,
    });
  }
  expect(database.prepare("SELECT * FROM standing_runs").all()).toEqual([{ submission_id: "s", run_id: "r" }]);
  expect(database.prepare("SELECT report, loads FROM runs").all()).toEqual([{ report: '{"score":60}', loads: 1 }]);
  expect(database.prepare("SELECT * FROM run_consoles").all()).toEqual([{ run_id: "r", text: "printed" }]);
  expect(() => database.exec("UPDATE runs SET loads = 0")).toThrow("never changed");
  expect(database.prepare("SELECT kind, state, fencing_token AS token FROM jobs ORDER BY id").all()).toEqual([
    { kind: "grade", state: "done", token: 0 },
    { kind: "grade", state: "queued", token: 1 },
    { kind: "grade", state: "leased", token: 5 },
    { kind: "grade", state: "dead", token: 4 },
  ]);
  expect(
    database
      .prepare("SELECT sequence, submission_id AS id, user_id AS user, module, status FROM submission_states")
      .all(),
  ).toEqual(
    [
      ["s", "graded"],
      ["waiting", "queued"],
      ["running", "running"],
      ["dead", "failed"],
    ].map(([id, status], index) => ({ sequence: index + 1, id, user: "u", module: "01-echo", status })),
  );
  expect(database.pragma("foreign_key_check")).toEqual([]);
});

test("accounts of before people had facts are as they were, and the first instructor can say who instructs", () => {
  const { database, upgrade } = databaseBefore("-people.sql");
  const insert = database.prepare("INSERT INTO users (id, name, name_key, role, created_at) VALUES (?, ?, ?, ?, 1)");
  const accounts = { s: "student", first: "instructor", second: "instructor", c: "ci" };
  for (const [id, role] of Object.entries(accounts)) insert.run(id, `name of ${id}`, id, role);
  upgrade();
  const unknown = { display_name: null, email: null, sis_id: null, lms_id: null, section: null, dropped_at: null };
  expect(database.prepare("SELECT * FROM users ORDER BY rowid").all()).toMatchObject([
    { id: "s", name: "name of s", role: "student", ...unknown },
    { id: "first", name: "name of first", role: "admin", ...unknown },
    { id: "second", role: "instructor", ...unknown },
    { id: "c", role: "ci", ...unknown },
  ]);
  const email = database.prepare("UPDATE users SET email = ? WHERE id = ?");
  email.run("Ada@x.edu", "s");
  expect(() => email.run("ADA@x.edu", "c")).toThrow("UNIQUE constraint failed");
});

test("a database of before comparisons were kept has all it had, and takes them", () => {
  const { database, file, upgrade } = databaseBefore("-similarity.sql");
  database.exec(`
    INSERT INTO users (id, name, name_key, role, created_at) VALUES ('u', 'studentA', 'studenta', 'student', 1);
    INSERT INTO submissions (id, user_id, module, sha256, received_at) VALUES ('s', 'u', '01-echo', '${"a".repeat(64)}', 1)`);
  const { migrations: _, ...had } = tableContents(file);
  upgrade();
  expect(tableContents(file)).toMatchObject(had);
  database.exec(`INSERT INTO similarity_reports (id, module, which, threshold, common_percent, submissions, started_by, started_at, state)
    VALUES ('r', '01-echo', 'latest', 30, 25, 2, 'u', 1, 'running')`);
  expect(() => database.exec("UPDATE similarity_reports SET state = 'done'")).toThrow("CHECK constraint failed");
  expect(() => database.exec("INSERT INTO similarity_pairs VALUES ('r', 1, 's', 'x', 1, 9, '[]')")).toThrow(
    "FOREIGN KEY constraint failed",
  );
});

test("a token of an earlier release signs in as before, may do all that its account may, and never expires", () => {
  const { database, upgrade } = databaseBefore("-credentials.sql");
  database.exec(
    "INSERT INTO users (id, name, name_key, role, created_at) VALUES ('a', 'studentA', 'studenta', 'student', 1)",
  );
  const insert = database.prepare(
    "INSERT INTO tokens (id, user_id, hash, created_at, revoked_at) VALUES (?, 'a', ?, 1, ?)",
  );
  insert.run("valid", hashToken("valid"), null);
  insert.run("revoked", hashToken("revoked"), 2);
  upgrade();
  const { tokens } = openCredentials(database, openAudit(database), now);
  const account = { id: "a", name: "studentA", role: "student", section: null };
  expect(tokens.held("valid")).toEqual({ id: "valid", scope: "all", expiresAt: null, account, dropped: false });
  expect(tokens.held("revoked")).toBeUndefined();
  expect(tokens.ofUser("a")).toMatchObject([{ id: "valid", label: null, createdAt: 1, lastUsedAt: null }]);
});

test("a database of before rules of grades were facts has all it had, and takes them", () => {
  const { database, file, upgrade } = databaseBefore("-grading-rules.sql");
  database.exec(`
    INSERT INTO users (id, name, name_key, role, created_at) VALUES ('u', 'studentA', 'studenta', 'student', 1);
    INSERT INTO submissions (id, user_id, module, sha256, received_at) VALUES ('s', 'u', '01-echo', '${"a".repeat(64)}', 1);
    INSERT INTO events (id, user_id, kind, module, cause, at) VALUES ('e', 'u', 'grade.changed', '01-echo', 'regrade', 1)`);
  const { migrations: _, ...had } = tableContents(file);
  upgrade();
  expect(tableContents(file)).toMatchObject(had);
  for (const table of ["assignments", "exceptions", "late_day_grants"]) {
    expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
  }
  const excuse = database.prepare(
    "INSERT INTO exceptions (id, kind, user_id, module, reason, made_by, made_at, removed_by) VALUES ('x', 'excuse', ?, '01-echo', 'illness', 'u', 1, ?)",
  );
  expect(() => excuse.run("nobody", null)).toThrow("FOREIGN KEY constraint failed");
  expect(() => excuse.run("u", "u")).toThrow("CHECK constraint failed");
  excuse.run("u", null);
});
