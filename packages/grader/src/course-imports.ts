import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const packagesFolder = join(import.meta.dirname, "../..");

/**
 * Where a suite's import of one of our packages, or of vitest, leads: to the program's own, wherever the course lies.
 * Null for every other import.
 */
export function resolveCourseImport(specifier: string): string | null {
  const importer = courseImporter(specifier);
  return importer === null ? null : createRequire(importer).resolve(specifier);
}

/** The file of ours that such an import is resolved for; null for every other import. */
export function courseImporter(specifier: string): string | null {
  if (specifier === "vitest") return fileURLToPath(import.meta.url);
  const name = /^@tinytorch\/(?<name>[a-z-]+)(\/|$)/.exec(specifier)?.groups?.name;
  if (name === undefined) return null;
  // A package finds its own faces by name.
  const manifest = join(packagesFolder, name, "package.json");
  return existsSync(manifest) ? manifest : null;
}
