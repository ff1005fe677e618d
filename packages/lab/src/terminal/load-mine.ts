import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { missingFile } from "./missing-file.ts";
import { unreadableFile } from "./unreadable-file.ts";

/** Where a student's code lies: `src/` beside the lab's folder, or the folder that TINYTORCH_MODULE_SOURCE names. */
export function sourceFolder(labFolder: string): string {
  return process.env.TINYTORCH_MODULE_SOURCE || join(labFolder, "../src");
}

/**
 * The exports of a student's module. A file of it that is not there, or that Node cannot read, ends the program with a sentence that says where:
 * there is nothing to show.
 */
export async function loadMine<Mine>(labFolder: string): Promise<Mine> {
  try {
    return await import(pathToFileURL(join(sourceFolder(labFolder), "index.ts")).href);
  } catch (error) {
    const sentence = missingFile(error) ?? unreadableFile(error);
    if (sentence === null) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}
