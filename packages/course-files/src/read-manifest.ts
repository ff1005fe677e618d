import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ModuleManifest, moduleManifestSchema } from "@tinytorch/course";

/** A module's `module.json`. @throws when it is missing, malformed, or another module's. */
export async function readManifest(root: string, id: string): Promise<ModuleManifest> {
  const text = await readFile(join(root, "modules", id, "module.json"), "utf8");
  const manifest = moduleManifestSchema.parse(JSON.parse(text));
  if (manifest.id !== id) throw new Error(`module.json must say ${id}, got ${manifest.id}`);
  return manifest;
}
