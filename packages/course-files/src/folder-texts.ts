import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathInside } from "./path-inside.ts";

/** Every file under a folder by its path inside it (`a/b.ts`), in order; nothing when there is no such folder. */
export async function folderTexts(
  folder: string,
  isWanted: (path: string) => boolean = () => true,
): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => pathInside(folder, join(entry.parentPath, entry.name)))
    .filter(isWanted)
    .sort();
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)),
  );
}
