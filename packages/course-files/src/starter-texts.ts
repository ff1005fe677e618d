import { join } from "node:path";
import { isSubmittablePath, type SubmittedFiles } from "@tinytorch/course";
import { z } from "zod";
import { readIfThere } from "./read-if-there.ts";
import { parseJson } from "./read-json.ts";
import { makeStarter } from "./starter-files.ts";

/** Names that mean the same file on every system: no hidden ones, none that ends in a dot, no device of Windows. */
const segment = /^(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))[a-z0-9_]([a-z0-9_.-]*[a-z0-9_-])?$/i;

/** Whether a path may be one of a module's files: it leads nowhere but into the module's folder, on any system. */
export function isModulePath(path: string): boolean {
  return path.length <= 200 && path.split("/").every((each) => segment.test(each));
}

/** A module as it was handed out: texts by path inside its folder; page, tests and lab too. */
export const starterTextsSchema = z.strictObject({
  module: z.string(),
  files: z.record(z.string().refine(isModulePath, "must be a path like src/sgd.ts"), z.string()),
});

/** A module's starter as it was before anybody wrote in it, and the file or folder that it comes from. */
export interface StarterTexts {
  readonly files: SubmittedFiles;
  readonly from: string;
}

/** Where a course without solutions keeps a module's starter: `.tito/starters/08-optimizers.json`. */
export function starterTextsFile(root: string, id: string): string {
  return join(root, ".tito/starters", `${id}.json`);
}

/** What is kept of a module as it was handed out, as `starterTextsFile` has it. */
export function starterTextsJson(id: string, files: Readonly<Record<string, string>>): string {
  return `${JSON.stringify({ module: id, files }, null, 2)}\n`;
}

/**
 * A module's starter as the course keeps it, or else as its solution makes it; null where there is neither.
 * @throws Error in a sentence when what is kept is malformed or another module's, or the solution's regions are.
 */
export async function readStarterTexts(root: string, id: string): Promise<StarterTexts | null> {
  const from = starterTextsFile(root, id);
  const text = await readIfThere(from);
  if (text !== null) {
    const { module, files } = parseJson(text, from, (json) => starterTextsSchema.parse(json));
    if (module !== id) throw new Error(`${from} must be of ${id}, got ${module}`);
    return { files: Object.fromEntries(Object.entries(files).filter(([path]) => isSubmittablePath(path))), from };
  }
  const starter = await makeStarter(root, id);
  if (starter.size === 0) return null;
  const files = Object.fromEntries([...starter].map(([path, made]) => [`src/${path}`, made]));
  return { files, from: join(root, "grading", id, "solution") };
}
