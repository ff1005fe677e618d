import { existsSync } from "node:fs";
import { join } from "node:path";
import { SettingsError } from "./settings.ts";

/** Looks whether the folder that the settings name holds a course. @throws SettingsError when it does not. */
export function expectCourse(folder: string): void {
  if (["modules", "grading"].every((part) => existsSync(join(folder, part)))) return;
  throw new SettingsError([
    `TINYTORCH_COURSE: must be a folder with modules and grading, got ${JSON.stringify(folder)}`,
  ]);
}
