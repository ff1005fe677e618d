import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The exports of a student's module: of `src/` beside the lab's folder, or of another folder when TINYTORCH_MODULE_SOURCE
 * names one.
 */
export async function loadMine<Mine>(labFolder: string): Promise<Mine> {
  const source = process.env.TINYTORCH_MODULE_SOURCE || join(labFolder, "../src");
  return import(pathToFileURL(join(source, "index.ts")).href);
}
