import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { joinPath } from "@tinytorch/sandbox/portable";

/**
 * A module's components in the order in which they are built on each other: each comes after those whose files its own file imports, and
 * else as the manifest lists them. Read from the student's files as they are: what is imported as a type alone is built on nothing.
 */
export function buildOrder({ exports: names, entry }: ModuleManifest, files: SubmittedFiles): readonly string[] {
  const places = new Map<string, number>();
  const visited = new Set<string>();
  const visit = (file: string) => {
    if (visited.has(file)) return;
    visited.add(file);
    for (const imported of importsOf(file, files)) visit(imported);
    places.set(file, places.size);
  };
  const home = homes(entry, files);
  const fileOf = (name: string) => home.get(name) ?? entry;
  for (const name of names) visit(fileOf(name));
  const place = (name: string) => places.get(fileOf(name)) ?? places.size;
  return [...names].sort((one, other) => place(one) - place(other));
}

/** The files that the entry hands names on from. */
function homes(entry: string, files: SubmittedFiles): ReadonlyMap<string, string> {
  const handedOn = /\bexport\s*\{([^}]*)\}\s*from\s*["'](\.[^"']*)["']/g;
  const found = [...(files[entry] ?? "").matchAll(handedOn)].flatMap(([, list = "", specifier = ""]) => {
    const file = fileAt(entry, specifier, files);
    return file === null ? [] : list.split(",").map((each) => [nameOf(each), file] as const);
  });
  return new Map(found);
}

/** `train` of ` train `, `a as train` and `type train`. */
function nameOf(listed: string): string {
  return listed.trim().split(/\s+/).at(-1) ?? "";
}

function importsOf(file: string, files: SubmittedFiles): readonly string[] {
  const imported = /\b(?:import|export)\b(?!\s+type\b)[^"';]*?\bfrom\s*["'](\.[^"']*)["']/g;
  return [...(files[file] ?? "").matchAll(imported)].flatMap(
    ([, specifier = ""]) => fileAt(file, specifier, files) ?? [],
  );
}

function fileAt(importer: string, specifier: string, files: SubmittedFiles): string | null {
  const path = joinPath(importer, specifier);
  if (path === null) return null;
  const ways = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`, `${path}/index.ts`];
  return ways.find((way) => Object.hasOwn(files, way)) ?? null;
}
