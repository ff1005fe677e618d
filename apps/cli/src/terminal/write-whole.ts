import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Who may read what is written: everybody, or its owner alone. */
export interface Modes {
  readonly file: number;
  readonly folder: number;
}

/** Writes a file whole or not at all, and the folder that it lies in where there is none. */
export async function writeWhole(
  file: string,
  text: string,
  modes: Modes = { file: 0o644, folder: 0o755 },
): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await mkdir(dirname(file), { recursive: true, mode: modes.folder });
  await writeFile(draft, text, { mode: modes.file });
  await chmod(draft, modes.file);
  await rename(draft, file);
}
