import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { unreadableFile } from "./unreadable-file.ts";

/**
 * The exports of a student's module: of `src/` beside the lab's folder, or of another folder when TINYTORCH_MODULE_SOURCE
 * names one. A file of it that Node cannot read ends the program with a sentence that says where: there is nothing to show.
 */
export async function loadMine<Mine>(labFolder: string): Promise<Mine> {
  const source = process.env.TINYTORCH_MODULE_SOURCE || join(labFolder, "../src");
  try {
    return await import(pathToFileURL(join(source, "index.ts")).href);
  } catch (error) {
    const sentence = unreadableFile(error);
    if (sentence === null) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}
