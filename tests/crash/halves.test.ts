// Lane: process

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dataProgram } from "@tinytorch/autograder/programs";
import { temporaryFolder } from "@tinytorch/test-harness";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { fillDisk, smallDisk } from "./small-disk.ts";

const secret = "the-marker-of-one-person";
const migrations = join(import.meta.dirname, "../../apps/autograder/migrations");
const submissions = 2_000;

/** A data folder as an earlier release left it: every text is there as often as it was handed in. */
function earlierRelease(folder = temporaryFolder()): string {
  const database = new Database(join(folder, "autograder.sqlite"));
  database.pragma("journal_mode = WAL");
  database.exec(
    "CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
  );
  const names = readdirSync(migrations).sort();
  for (const [index, name] of names.slice(0, 7).entries()) {
    const sql = readFileSync(join(migrations, name), "utf8");
    database.exec(sql);
    const sha256 = createHash("sha256").update(sql).digest("hex");
    database.prepare("INSERT INTO migrations VALUES (?, ?, ?, 0)").run(index + 1, name, sha256);
  }
  database.exec(
    `
    INSERT INTO users (id, name, role, created_at) VALUES ('i', 'teacher', 'instructor', 1), ('a', '${secret}', 'student', 1),
      ('b', 'studentB', 'student', 1);
    INSERT INTO submissions (id, user_id, module, sha256, received_at)
      WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${submissions})
      SELECT 's' || n, iif(n % 2, 'a', 'b'), '01-echo', '${"a".repeat(64)}', n FROM numbers`,
  );
  database.exec(`
    INSERT INTO submission_files SELECT id, 'src/index.ts', iif(user_id = 'a', '${secret} ', 'other ') || hex(zeroblob(1000)) || sequence
      FROM submissions`);
  database.close();
  return folder;
}

/** Runs the program on the folder and kills it after so long; whether it had ended by itself. */
async function runAndKill(folder: string, milliseconds: number, ...args: string[]): Promise<boolean> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", dataProgram, ...args], {
    env: { PATH, NODE_COMPILE_CACHE, TINYTORCH_DATA: folder },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  const waiting = new AbortController();
  await Promise.race([ended, sleep(milliseconds, undefined, { signal: waiting.signal })]);
  waiting.abort();
  child.kill("SIGKILL");
  await ended;
  return child.exitCode !== null;
}

/** Kills it later and later until it ends by itself, and looks after each kill. */
async function killLaterAndLater(folder: string, args: readonly string[], look: () => void): Promise<number> {
  for (let kills = 0, wait = 150; ; kills += 1, wait *= 1.3) {
    if (await runAndKill(folder, wait, ...args)) return kills;
    look();
  }
}

function inDatabase<Value>(folder: string, read: (database: Database.Database) => Value): Value {
  const database = new Database(join(folder, "autograder.sqlite"));
  try {
    return read(database);
  } finally {
    database.close();
  }
}

const count = (database: Database.Database, sql: string) => database.prepare<[], number>(sql).pluck().get();

test("killed at any moment, moving files to where they are kept once and erasing a person are done whole or not at all", async () => {
  const folder = earlierRelease();
  const texts = (database: Database.Database) => {
    const moved = count(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'file_contents'") === 1;
    const from = moved ? "submission_files f JOIN file_contents c ON c.id = f.content_id" : "submission_files";
    const hash = createHash("sha256");
    for (const text of database
      .prepare<[], string>(`SELECT text FROM ${from} ORDER BY submission_id`)
      .pluck()
      .iterate())
      hash.update(text);
    return hash.digest("hex");
  };
  const before = inDatabase(folder, texts);
  const movingKills = await killLaterAndLater(folder, ["erase-user", secret], () => {
    expect(inDatabase(folder, texts)).toBe(before);
    expect(inDatabase(folder, (database) => database.pragma("integrity_check", { simple: true }))).toBe("ok");
  });
  expect(movingKills).toBeGreaterThan(1);
  expect(inDatabase(folder, texts)).toBe(before);

  const erasingKills = await killLaterAndLater(folder, ["erase-user", secret, "--yes"], () => {
    const own = inDatabase(folder, (database) => [
      count(database, "SELECT count(*) FROM submissions WHERE user_id = 'a'"),
      count(database, "SELECT count(*) FROM file_contents WHERE text LIKE 'the-marker%'"),
      count(database, `SELECT count(*) FROM users WHERE name = '${secret}'`),
      count(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'submissions_remain'"),
    ]);
    expect([
      [submissions / 2, submissions / 2, 1, 1],
      [0, 0, 0, 1],
    ]).toContainEqual(own);
  });
  expect(erasingKills).toBeGreaterThan(1);
  expect(readFileSync(join(folder, "autograder.sqlite")).includes(secret)).toBe(false);
  expect(inDatabase(folder, (database) => count(database, "SELECT count(*) FROM submissions"))).toBe(submissions / 2);
}, 180_000);

/** Runs the program on the folder to its end. */
function run(folder: string, ...args: string[]) {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", dataProgram, ...args],
    { env: { PATH, NODE_COMPILE_CACHE, TINYTORCH_DATA: folder }, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test("on a full disk neither is begun, in a sentence, and with room again both are done", ({ skip }) => {
  const disk = smallDisk(64 * 2 ** 20);
  if (disk === undefined) return skip("this account may not mount a small file system");
  const folder = join(disk, "data");
  mkdirSync(folder);
  earlierRelease(folder);
  const filler = join(disk, "filler");
  const tables = () =>
    inDatabase(folder, (database) =>
      count(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'file_contents'"),
    );
  fillDisk(filler);
  const full = run(folder, "erase-user", secret);
  expect(full).toMatchObject({ status: 2, stdout: "" });
  expect(full.stderr).toMatch(/^data folder: it must be writable and hold a sound database, got [^\n]+\n$/);
  rmSync(filler);
  expect(tables()).toBe(0);
  expect(run(folder, "erase-user", secret)).toMatchObject({ status: 0, stderr: "" });
  expect(tables()).toBe(1);

  fillDisk(filler);
  const refused = run(folder, "erase-user", secret, "--yes");
  expect(refused).toMatchObject({ status: 2, stdout: "" });
  expect(refused.stderr).toMatch(
    /^(erase-user: the data folder must be writable and have room|data folder: it must be writable)[^\n]+\n$/,
  );
  rmSync(filler);
  expect(inDatabase(folder, (database) => count(database, "SELECT count(*) FROM submissions"))).toBe(submissions);
  const erased = run(folder, "erase-user", secret, "--yes");
  expect(erased).toMatchObject({ status: 0, stderr: "" });
  expect(erased.stdout).toContain("Erased: the database holds nothing of it any more.");
  expect(readFileSync(join(folder, "autograder.sqlite")).includes(secret)).toBe(false);
}, 60_000);
