import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ModuleManifest, moduleManifestSchema } from "@tinytorch/course";
import { libraryEntry } from "./library-entry.ts";
import { readJson } from "./read-json.ts";

/** A module's `module.json`. @throws when it is missing, malformed, another module's, or allows a package that is not there. */
export async function readManifest(root: string, id: string): Promise<ModuleManifest> {
  const manifest = await readJson(join(root, "modules", id, "module.json"), (json) => moduleManifestSchema.parse(json));
  if (manifest.id !== id) throw new Error(`module.json must say ${id}, got ${manifest.id}`);
  const unknown = manifest.allowedImports.filter((name) => !existsSync(libraryEntry(name)));
  if (unknown.length > 0) {
    throw new Error(`module.json: allowedImports must name packages of the library, got ${unknown.join(", ")}`);
  }
  return manifest;
}
