import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** The ids of a course's modules (`08-optimizers`), in course order. @throws when there is no `modules` folder. */
export async function moduleIds(root: string): Promise<readonly string[]> {
  const names = await readdir(join(root, "modules"));
  return names.filter((name) => /^\d{2}-/.test(name)).sort();
}
