#!/usr/bin/env node
import { resolve } from "node:path";
import { readSettings, SettingsError } from "../settings.ts";
import { backUp } from "./backup.ts";
import { BackupError } from "./backup-error.ts";
import { restore } from "./restore.ts";

const usage = "backup: the arguments must be `backup FILE` or `restore FILE`";

/** Backs up or restores the data folder that the settings name. */
async function main([task, file, ...rest]: readonly string[]): Promise<string> {
  process.umask(0o077);
  const { dataFolder } = readSettings(process.env);
  if (file === undefined || rest.length > 0) throw new BackupError(usage);
  switch (task) {
    case "backup":
      return `Backed up ${await backUp(dataFolder, resolve(file))} submissions to ${file}.`;
    case "restore":
      return `Restored ${restore(resolve(file), dataFolder)} submissions to ${dataFolder}.`;
    default:
      throw new BackupError(usage);
  }
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof BackupError || error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
