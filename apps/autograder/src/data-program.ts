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

const usage =
  "data: the arguments must be `backup FILE [--json]`, `restore FILE [--json]` or `erase-user NAME [--yes] [--json]`";

/** Works on the data folder that the settings name. */
async function main([task, subject, ...flags]: readonly string[]): Promise<string> {
  process.umask(0o077);
  const { dataFolder } = readSettings(process.env);
  if (subject === undefined) throw new SettingsError([usage]);
  const allowed = task === "erase-user" ? ["--yes", "--json"] : ["--json"];
  if (!flags.every((flag) => allowed.includes(flag))) throw new SettingsError([usage]);
  const say = (sentence: string, result: object) =>
    flags.includes("--json") ? JSON.stringify(result, null, 2) : sentence;
  switch (task) {
    case "erase-user": {
      const really = flags.includes("--yes");
      const result = eraseUser({ dataFolder, name: subject, really, now: Date.now });
      return say(sayErasure(result, really), { erased: really, ...result });
    }
    case "backup": {
      const file = resolve(subject);
      const submissions = await backUp(dataFolder, file);
      return say(`Backed up ${submissions} submissions to ${subject}.`, { submissions, file });
    }
    case "restore": {
      const submissions = restore(resolve(subject), dataFolder);
      return say(`Restored ${submissions} submissions to ${dataFolder}.`, { submissions, dataFolder });
    }
    default:
      throw new SettingsError([usage]);
  }
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  const isForPeople = [BackupError, DataFolderError, ErasureError, SettingsError].some((each) => error instanceof each);
  process.stderr.write(`${error instanceof Error ? (isForPeople ? error.message : error.stack) : error}\n`);
  process.exitCode = isForPeople ? 2 : 3;
}
