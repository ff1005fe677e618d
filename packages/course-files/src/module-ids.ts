import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * The ids of a course's modules (`08-optimizers`), in course order; a file is no module, whatever its name.
 * @throws when there is no `modules` folder.
 */
export async function moduleIds(root: string): Promise<readonly string[]> {
  const folder = join(root, "modules");
  const names = (await readdir(folder)).filter((name) => /^\d{2}-/.test(name)).sort();
  const isFile = await Promise.all(names.map((name) => isFileAt(join(folder, name))));
  return names.filter((_, index) => !isFile[index]);
}

/** A link that leads nowhere is none: what is meant to be a module there must be said to be broken. */
async function isFileAt(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
