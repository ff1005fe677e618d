import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ModuleManifest, moduleManifestSchema } from "@tinytorch/course";
import { libraryEntry } from "./library-entry.ts";

/** A module's `module.json`. @throws when it is missing, malformed, another module's, or allows a package that is not there. */
export async function readManifest(root: string, id: string): Promise<ModuleManifest> {
  const text = await readFile(join(root, "modules", id, "module.json"), "utf8");
  const manifest = moduleManifestSchema.parse(JSON.parse(text));
  if (manifest.id !== id) throw new Error(`module.json must say ${id}, got ${manifest.id}`);
  const unknown = manifest.allowedImports.filter((name) => !existsSync(libraryEntry(name)));
  if (unknown.length > 0) {
    throw new Error(`module.json: allowedImports must name packages of the library, got ${unknown.join(", ")}`);
  }
  return manifest;
}
