#!/usr/bin/env node
import { resolve } from "node:path";
import { backUp } from "./backup/backup.ts";
import { BackupError } from "./backup/backup-error.ts";
import { restore } from "./backup/restore.ts";
import { DataFolderError } from "./database/data-folder-error.ts";
import { eraseUser } from "./erasure/erase-user.ts";
import { ErasureError } from "./erasure/erasure-error.ts";
import { sayErasure } from "./erasure/say-erasure.ts";
import { readSettings, SettingsError } from "./settings.ts";

const usage = "data: the arguments must be `backup FILE`, `restore FILE` or `erase-user NAME [--yes] [--json]`";

/** Works on the data folder that the settings name. */
async function main([task, subject, ...flags]: readonly string[]): Promise<string> {
  process.umask(0o077);
  const { dataFolder } = readSettings(process.env);
  if (subject === undefined) throw new SettingsError([usage]);
  if (task === "erase-user" && flags.every((flag) => flag === "--yes" || flag === "--json")) {
    const really = flags.includes("--yes");
    const result = eraseUser({ dataFolder, name: subject, really, now: Date.now });
    return flags.includes("--json")
      ? JSON.stringify({ erased: really, ...result }, null, 2)
      : sayErasure(result, really);
  }
  if (flags.length > 0) throw new SettingsError([usage]);
  switch (task) {
    case "backup":
      return `Backed up ${await backUp(dataFolder, resolve(subject))} submissions to ${subject}.`;
    case "restore":
      return `Restored ${restore(resolve(subject), dataFolder)} submissions to ${dataFolder}.`;
    default:
      throw new SettingsError([usage]);
  }
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  const isForPeople = [BackupError, DataFolderError, ErasureError, SettingsError].some((each) => error instanceof each);
  if (!isForPeople || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
