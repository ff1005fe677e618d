import { lstat, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../../terminal/cli-error.ts";
import { writeWhole } from "../../terminal/write-whole.ts";
import { display } from "../course/course-folder.ts";
import type { Lying } from "./three-way.ts";

/** What lies at a path inside a module's folder. @throws CliError when it cannot be read. */
export async function lyingAt(folder: string, path: string): Promise<Lying> {
  const file = join(folder, path);
  try {
    const found = await lstat(file);
    if (!found.isFile()) return { kind: "other" };
    const content = await readFile(file);
    const text = content.toString("utf8");
    return Buffer.from(text).equals(content) ? { kind: "file", text } : { kind: "other" };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    if (code === "ENOENT") return { kind: "nothing" };
    throw new CliError(2, `${display(file)} must be readable, got ${code}`);
  }
}

/** Writes a file of a module, whole or not at all. @throws CliError when it cannot be written. */
export async function writeModuleFile(folder: string, path: string, text: string): Promise<void> {
  await writeWhole(join(folder, path), text).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(2, `${display(join(folder, path))} must be writable, got ${error.code}`);
  });
}

/** Takes a file of a module away. @throws CliError when it cannot be. */
export async function removeModuleFile(folder: string, path: string): Promise<void> {
  await rm(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(2, `${display(join(folder, path))} must be removable, got ${error.code}`);
  });
}
