import { join } from "node:path";
import { contentHash } from "./content-hash.ts";
import { folderTexts } from "./folder-texts.ts";
import { hiddenFolder } from "./hidden-material.ts";
import { readIfThere } from "./read-if-there.ts";

/**
 * One hash for all of a module that decides a verdict: its manifest and its hidden material, but for the solution and for what tools leave beside it. It is
 * taken of the files as they lie there, so a module that cannot be opened has one too.
 */
export async function moduleVersion(root: string, id: string): Promise<string> {
  const manifest = await readIfThere(join(root, "modules", id, "module.json"));
  const hidden = await folderTexts(
    hiddenFolder(root, id),
    (path) => !/^(solution|node_modules|reports|\..*)\//.test(path),
  );
  return contentHash({ ...hidden, "module.json": manifest ?? "" });
}
