import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Database, SqliteError } from "better-sqlite3";
import { DataFolderError } from "./data-folder-error.ts";
import { defineSqlFunctions } from "./sql-functions.ts";

interface AppliedRow {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** A reference that leads nowhere, as `PRAGMA foreign_key_check` reports it. */
interface LostReference {
  readonly table: string;
  readonly rowid: number | null;
  readonly parent: string;
}

/**
 * Brings the database to the newest schema: every `NNN-name.sql` of the folder not yet applied, in order, each in one
 * transaction that also records its number and hash.
 *
 * References are not enforced while a migration runs, so it may rebuild a table that others refer to, and are checked
 * whole before it is committed. They are enforced when this returns or throws.
 * @throws DataFolderError when the database is newer than the folder, an applied file was another, the numbers have a gap, or
 *   a migration does not apply or leaves a reference without its row; then nothing of it is done.
 */
export function migrate(database: Database, folder: string, now: () => number): void {
  database.exec(
    "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
  );
  const waiting = waitingMigrations(database, folder);
  defineSqlFunctions(database);
  // Inside a transaction the pragma does nothing: it must come before.
  database.pragma("foreign_keys = OFF");
  try {
    for (const migration of waiting) apply(database, migration, now);
  } finally {
    database.pragma("foreign_keys = ON");
  }
}

function waitingMigrations(database: Database, folder: string): readonly Migration[] {
  const migrations = readMigrations(folder);
  const applied = database.prepare<[], AppliedRow>("SELECT * FROM migrations ORDER BY number").all();
  if (applied.length > migrations.length) {
    throw new DataFolderError(
      `migrate: the database must not be newer than the program, got migration ${applied.length} of ${migrations.length}`,
    );
  }
  for (const [index, { sha256 }] of applied.entries()) {
    const migration = migrations[index];
    if (migration !== undefined && migration.sha256 !== sha256) {
      throw new DataFolderError(`migrate: an applied migration must not change, got another text in ${migration.name}`);
    }
  }
  return migrations.slice(applied.length);
}

function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name, index) => {
    const number = index + 1;
    if (Number.parseInt(name, 10) !== number) {
      throw new DataFolderError(
        `migrate: files must be numbered from 001 without gaps, got ${name} as number ${number}`,
      );
    }
    const sql = readFileSync(join(folder, name), "utf8");
    return { number, name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
  });
}

function apply(database: Database, { number, name, sql, sha256 }: Migration, now: () => number): void {
  const record = database.prepare<[number, string, string, number]>("INSERT INTO migrations VALUES (?, ?, ?, ?)");
  const references = database.prepare<[], LostReference>("PRAGMA foreign_key_check");
  const transaction = database.transaction(() => {
    database.exec(sql);
    const lost = references.get();
    if (lost !== undefined) {
      const { table, rowid, parent } = lost;
      throw new DataFolderError(
        `migrate: ${name} must leave every reference a row, got row ${rowid} of ${table} without its ${parent}`,
      );
    }
    record.run(number, name, sha256, now());
  });
  try {
    transaction.immediate();
  } catch (error) {
    // Full, locked or broken, the whole folder is meant: whoever opens it says so.
    if (!(error instanceof SqliteError) || !/^SQLITE_(ERROR|CONSTRAINT|MISMATCH|TOOBIG)/.test(error.code)) throw error;
    throw new DataFolderError(`migrate: ${name} must apply, got ${error.message}; the database is as it was`, {
      cause: error,
    });
  }
}
