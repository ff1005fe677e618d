import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What is to be written, by its path inside a folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The same files in a folder of theirs. */
export function under(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** A manifest as it is written. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
