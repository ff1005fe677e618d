import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CourseRules, openCalendar } from "@tinytorch/course";
import { JsonFileError, parseJson } from "@tinytorch/course-files";
import { SettingsError } from "./settings.ts";

const file = "course.json";

/**
 * The course's dates, and whether it shows solutions, from `course.json` beside its modules; without the file no module has a due date, and none is shown.
 * @throws SettingsError with a sentence for each thing that is wrong with it.
 */
export async function readCalendar(root: string, modules: readonly string[]): Promise<CourseRules> {
  const text = await readFile(join(root, file), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return '{"due":{}}';
    throw new SettingsError([`${file}: must be readable, got ${error.code}`]);
  });
  try {
    return parseJson(text, file, (json) => openCalendar(json, modules));
  } catch (error) {
    if (error instanceof JsonFileError) throw new SettingsError(error.sentences);
    throw error;
  }
}
