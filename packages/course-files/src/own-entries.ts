import type { Stats } from "node:fs";
import { lstat, opendir } from "node:fs/promises";
import { join } from "node:path";

/** Something that lies under a folder, by its path inside it (`src/sgd.ts`). */
export interface OwnEntry {
  readonly path: string;
  /** Of the entry itself: `a file`, `a folder`, `a link`, `a pipe`, `a socket` or `a device`. */
  readonly kind: string;
}

/**
 * What lies in a subfolder and the folders inside it, as deep as is asked: nothing is followed and nothing opened. Hidden entries
 * and `node_modules` are passed over.
 *
 * @param levels how many folders inside one another are looked into, the subfolder included.
 */
export async function* ownEntries(folder: string, subfolder: string, levels: number): AsyncGenerator<OwnEntry> {
  for await (const { name } of await opendir(join(folder, subfolder))) {
    if (name.startsWith(".") || name === "node_modules") continue;
    const path = `${subfolder}/${name}`;
    const kind = await kindOf(join(folder, path));
    if (kind === null) continue;
    yield { path, kind };
    if (kind === "a folder" && levels > 1) yield* ownEntries(folder, path, levels - 1);
  }
}

/** What lies at a path itself, in words; null when nothing does. */
export async function kindOf(path: string): Promise<string | null> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  return found === null ? null : inWords(found);
}

function inWords(found: Stats): string {
  if (found.isFile()) return "a file";
  if (found.isDirectory()) return "a folder";
  if (found.isSymbolicLink()) return "a link";
  if (found.isFIFO()) return "a pipe";
  return found.isSocket() ? "a socket" : "a device";
}
