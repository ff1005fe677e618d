import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** The repository, or the installed package, that this command line is part of. */
export const repository = resolve(import.meta.dirname, "../../../../..");

/** The course that a folder lies in: itself or the nearest one above it that has `modules/NN-name`. Null when there is none. */
export async function findCourse(from: string): Promise<string | null> {
  let folder = resolve(from);
  while (!(await isCourse(folder))) {
    if (dirname(folder) === folder) return null;
    folder = dirname(folder);
  }
  return folder;
}

/** The names of the folders right below one that are courses, in order: what was meant by whoever stands a level too high. */
export async function coursesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => !entry.isFile() && !entry.name.startsWith(".")).map(({ name }) => name);
  const are = await Promise.all(names.map((name) => isCourse(join(folder, name))));
  return names.filter((_, index) => are[index]).sort();
}

/** A course's `modules` folder has modules; a file is none, whatever its name. */
async function isCourse(folder: string): Promise<boolean> {
  const entries = await readdir(join(folder, "modules"), { withFileTypes: true }).catch(() => []);
  return entries.some((entry) => !entry.isFile() && /^\d{2}-/.test(entry.name));
}
