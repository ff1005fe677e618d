import { readFile, stat } from "node:fs/promises";

/** The text of a file, or null when there is no such file. @throws Error for what is none, such as a pipe, which would be waited for. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    if (!(await stat(path)).isFile()) throw new Error("something that is no file");
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}
