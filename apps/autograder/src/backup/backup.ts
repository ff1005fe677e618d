import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { databaseFile } from "../database/open-database.ts";
import { BackupError } from "./backup-error.ts";

/** All pages in one step: the source is read as it is at one moment, and no writer has to wait or starts it over. */
const everyPage = 2 ** 31 - 1;

/**
 * Copies a data folder's database to one new file, readable by its owner alone, with SQLite's online backup: a server
 * that is running goes on undisturbed. The copy is checked before it gets its name.
 * @returns the number of submissions in it.
 * @throws BackupError when there is no database, the file exists, or the copy is not sound.
 */
export async function backUp(dataFolder: string, file: string): Promise<number> {
  const source = join(dataFolder, databaseFile);
  if (!existsSync(source)) throw new BackupError(`the data folder must hold a database, got none in ${dataFolder}`);
  if (existsSync(file)) throw new BackupError(`the backup must be a new file, got ${file}, which exists`);
  if (!existsSync(dirname(file))) {
    throw new BackupError(`the backup's folder must exist, got ${dirname(file)}`);
  }
  const unfinished = `${file}.unfinished`;
  const database = new Database(source, { readonly: true, fileMustExist: true });
  try {
    await database.backup(unfinished, { progress: () => everyPage });
    chmodSync(unfinished, 0o600);
    const submissions = seal(unfinished);
    renameSync(unfinished, file);
    return submissions;
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error instanceof Database.SqliteError || isFileError(error)
      ? new BackupError(`the backup must be writable and whole, got ${error.message}`)
      : error;
  } finally {
    database.close();
  }
}

/** Makes the copy a file that stands alone, without a write-ahead log beside it. */
function seal(file: string): number {
  const copy = new Database(file);
  try {
    copy.pragma("journal_mode = DELETE");
    const verdict = copy.pragma("integrity_check", { simple: true });
    if (verdict !== "ok") throw new BackupError(`the copy must be sound, got ${verdict}`);
    return copy.prepare<[], number>("SELECT count(*) FROM submissions").pluck().get() ?? 0;
  } finally {
    copy.close();
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
