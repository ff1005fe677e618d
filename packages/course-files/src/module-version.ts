import { join } from "node:path";
import { contentHash } from "./content-hash.ts";
import { folderTexts } from "./folder-texts.ts";
import { hiddenFolder } from "./hidden-material.ts";
import { readIfThere } from "./read-if-there.ts";

/**
 * One hash for all of a module that decides a verdict: its manifest, its hidden material, but for the solution and for what tools
 * leave beside it, and the code beside the modules' folders in `grading`, which their suites may share. It is taken of the files
 * as they lie there, so a module that cannot be opened has one too.
 */
export async function moduleVersion(root: string, id: string): Promise<string> {
  const manifest = await readIfThere(join(root, "modules", id, "module.json"));
  const hidden = await folderTexts(
    hiddenFolder(root, id),
    (path) => !/^(solution|node_modules|reports|\..*)\//.test(path),
  );
  const shared = await folderTexts(
    join(root, "grading"),
    (path) => /\.ts$/.test(path) && !/^(\d{2}-.*|node_modules|reports|\..*)\//.test(path),
  );
  const beside = Object.fromEntries(Object.entries(shared).map(([path, text]) => [`../${path}`, text]));
  return contentHash({ ...hidden, ...beside, "module.json": manifest ?? "" });
}
