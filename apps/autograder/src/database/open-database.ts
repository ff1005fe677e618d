import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { DataFolderError } from "./data-folder-error.ts";
import { migrate } from "./migrations.ts";
import { purge } from "./purge.ts";

const migrationsFolder = join(import.meta.dirname, "../../migrations");
/** The database's name in its data folder. */
export const databaseFile = "autograder.sqlite";
/** Locked by the server that uses the folder. */
export const lockFile = "server.lock";
/**
 * How long a write waits for another program that holds the database. The server itself is the one writer, and while a
 * statement waits nobody is answered: so it is short, and the request is told to come back.
 */
const busyMilliseconds = 250;

/** Another server is using the data folder. */
export class DataFolderInUseError extends Error {
  override readonly name = "DataFolderInUseError";
}

/** The open database of a data folder; `close` also gives the folder back to other servers. */
export interface OpenDatabase {
  readonly database: Database.Database;
  close(): void;
}

/**
 * Opens the data folder's database, made when missing, at the newest schema, for this process alone.
 *
 * Write-ahead log with `synchronous = FULL`: a transaction that returned survives a power cut. The folder is held by
 * an exclusive lock on a second, empty database: the system frees it however the process ends.
 * @throws DataFolderInUseError when another server holds the folder; DataFolderError when no database can be had there, or one
 *   that this release cannot work with.
 */
export function openDatabase(folder: string, now: () => number): OpenDatabase {
  try {
    return open(folder, now);
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    throw new DataFolderError(
      `data folder: it must be writable and hold a sound database, got ${folder} (${problem})`,
      {
        cause: error,
      },
    );
  }
}

/** What the file system or SQLite said of the folder, for an operator to read. */
function problemOf(error: unknown): string | undefined {
  const fromFiles = error instanceof Error && "syscall" in error;
  return fromFiles || error instanceof Database.SqliteError ? error.message : undefined;
}

function open(folder: string, now: () => number): OpenDatabase {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  const database = new Database(join(folder, databaseFile), { timeout: busyMilliseconds });
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  migrate(database, migrationsFolder, now);
  purge(database, now);
  return {
    database,
    close() {
      database.close();
      lock.close();
    },
  };
}

/** Takes a data folder for this process, until the lock is closed. @throws DataFolderInUseError */
export function lockFolder(folder: string): Database.Database {
  const lock = new Database(join(folder, lockFile), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      throw new DataFolderInUseError(`serve: one server at a time may use ${folder}, got a second one`);
    }
    throw error;
  }
}
