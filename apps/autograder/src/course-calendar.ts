import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Calendar, openCalendar } from "@tinytorch/course";
import { z } from "zod";
import { duplicateKey } from "./http/duplicate-key.ts";
import { SettingsError } from "./settings.ts";

const file = "course.json";

/**
 * The course's dates, from `course.json` beside its modules; without the file no module has a due date.
 * @throws SettingsError with a sentence for each thing that is wrong with it.
 */
export async function readCalendar(root: string, modules: readonly string[]): Promise<Calendar> {
  const text = await readFile(join(root, file), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return '{"due":{}}';
    throw new SettingsError([`${file}: must be readable, got ${error.code}`]);
  });
  try {
    const config: unknown = JSON.parse(text);
    const twice = duplicateKey(text);
    if (twice !== undefined) throw new SettingsError([`${file}: each key must be there once, got ${twice} twice`]);
    return openCalendar(config, modules);
  } catch (error) {
    if (error instanceof SyntaxError) throw new SettingsError([`${file}: must be JSON, got ${error.message}`]);
    if (!(error instanceof z.ZodError)) throw error;
    throw new SettingsError(
      error.issues.map(({ path, message }) => [file, ...(path.length > 0 ? [path.join(".")] : []), message].join(": ")),
    );
  }
}
