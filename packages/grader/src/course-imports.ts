import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const packagesFolder = join(import.meta.dirname, "../..");

/**
 * Where a suite's import of one of our packages, or of vitest, leads: to the program's own, wherever the course lies.
 * Null for every other import.
 */
export function resolveCourseImport(specifier: string): string | null {
  if (specifier === "vitest") return createRequire(import.meta.url).resolve("vitest");
  const name = /^@tinytorch\/(?<name>[a-z-]+)(\/|$)/.exec(specifier)?.groups?.name;
  if (name === undefined) return null;
  const manifest = join(packagesFolder, name, "package.json");
  // A package finds its own faces by name.
  return existsSync(manifest) ? createRequire(manifest).resolve(specifier) : null;
}
