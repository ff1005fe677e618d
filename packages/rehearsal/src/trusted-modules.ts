import { dirname, join } from "node:path";
import { folderTexts, libraryEntry } from "@tinytorch/course-files";
import { bundle, LibraryBundles, standInId } from "@tinytorch/sandbox";

/**
 * What a sandbox process is prepared with for a rehearsal: the library as it is served to a grading, and what tests find under the name
 * `vitest`. Bundled once and kept on disk.
 */
export function preparedPackages(names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const key = [...names].sort().join(" ");
  const known = prepared.get(key) ?? prepare(names);
  prepared.set(key, known);
  return known;
}

/** Made once in a process, by the names that were asked for. */
const prepared = new Map<string, Promise<Readonly<Record<string, string>>>>();

async function prepare(names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const library = new LibraryBundles(libraryEntry);
  const [modules, [standIn]] = await Promise.all([
    library.modules(names),
    bundle([{ entry: join(import.meta.dirname, "inside/index.ts"), format: "esm" }]),
  ]);
  if (standIn === undefined) throw new Error("internal: the stand-in for vitest must be one file");
  return { ...modules, [standInId]: standIn.code };
}

/** The testkit's own sources, by the ids under which a test finds them. */
export async function testkitSources(): Promise<Readonly<Record<string, string>>> {
  const folder = dirname(libraryEntry("@tinytorch/testkit"));
  const texts = await folderTexts(folder, (path) => /^[a-z-]+\.ts$/.test(path) && path !== "module-config.ts");
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`@tinytorch/testkit/src/${path}`, text]));
}
