#!/usr/bin/env node
import { resolve } from "node:path";
import { backUp } from "./backup/backup.ts";
import { BackupError } from "./backup/backup-error.ts";
import { restore } from "./backup/restore.ts";
import { DataFolderError } from "./database/data-folder-error.ts";
import { eraseUser } from "./erasure/erase-user.ts";
import { ErasureError } from "./erasure/erasure-error.ts";
import { sayErasure } from "./erasure/say-erasure.ts";
import { graderKeyTask } from "./grading/elsewhere/grader-key-task.ts";
import { readSettings, SettingsError } from "./settings.ts";

const usage =
  "data: the arguments must be `backup FILE [--json]`, `restore FILE [--json]`, `erase-user NAME [--yes] [--json]` or `grader-key add|list|remove [NAME] [--json]`";

/** Works on the data folder that the settings name. */
async function main([task, subject, ...flags]: readonly string[]): Promise<string> {
  process.umask(0o077);
  const { dataFolder } = readSettings(process.env);
  if (subject === undefined) throw new SettingsError([usage]);
  if (task === "grader-key") return graderKey(dataFolder, subject, flags);
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

function graderKey(dataFolder: string, action: string, words: readonly string[]): string {
  const names = words.filter((word) => word !== "--json");
  if (!["add", "list", "remove"].includes(action) || names.length > 1) throw new SettingsError([usage]);
  const { sentence, result } = graderKeyTask({ dataFolder, action, name: names[0], now: Date.now });
  return words.includes("--json") ? JSON.stringify(result, null, 2) : sentence;
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  const isForPeople = [BackupError, DataFolderError, ErasureError, SettingsError].some((each) => error instanceof each);
  process.stderr.write(`${error instanceof Error ? (isForPeople ? error.message : error.stack) : error}\n`);
  process.exitCode = isForPeople ? 2 : 3;
}
