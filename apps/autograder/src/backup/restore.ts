import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { DataFolderInUseError, databaseFile, lockFile, lockFolder } from "../database/open-database.ts";
import { BackupError } from "./backup-error.ts";

/**
 * Makes a data folder from a backup. Nothing that is there is ever overwritten.
 * @returns the number of submissions in it.
 * @throws BackupError when the file is no sound backup of this service, or the folder holds anything.
 */
export function restore(file: string, dataFolder: string): number {
  const submissions = inspect(file);
  if (existsSync(dataFolder) && readdirSync(dataFolder).length > 0) {
    throw new BackupError(
      `the data folder must be empty, got ${dataFolder}, which ${isInUse(dataFolder) ? "a server is using" : "holds something"}`,
    );
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const unfinished = join(dataFolder, `${databaseFile}.unfinished`);
  copyFileSync(file, unfinished);
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, join(dataFolder, databaseFile));
  return submissions;
}

function inspect(file: string): number {
  if (!existsSync(file)) throw new BackupError(`the backup must be a file, got none at ${file}`);
  try {
    const backup = new Database(file, { readonly: true });
    try {
      const verdict = backup.pragma("integrity_check", { simple: true });
      if (verdict !== "ok") throw new BackupError(`the backup must be sound, got ${verdict}`);
      backup.prepare("SELECT max(number) FROM migrations").get();
      return backup.prepare<[], number>("SELECT count(*) FROM submissions").pluck().get() ?? 0;
    } finally {
      backup.close();
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new BackupError(`the backup must be what \`tito backup\` wrote, got ${file} (${error.message})`);
  }
}

function isInUse(dataFolder: string): boolean {
  if (!existsSync(join(dataFolder, lockFile))) return false;
  try {
    lockFolder(dataFolder).close();
    return false;
  } catch (error) {
    return error instanceof DataFolderInUseError;
  }
}
