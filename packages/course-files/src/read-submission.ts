import { join } from "node:path";
import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { readIfThere } from "./read-if-there.ts";

/** The files of a folder that a module's manifest lists; a missing one is left for `checkSubmission` to name. */
export async function readSubmission(folder: string, manifest: ModuleManifest): Promise<SubmittedFiles> {
  const files: Record<string, string> = {};
  for (const path of manifest.submittedFiles) {
    const text = await readIfThere(join(folder, path));
    if (text !== null) files[path] = text;
  }
  return files;
}
