import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** One import in one file. */
export interface Import {
  /** The importing file, from the workspace's root. */
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** One package of the workspace. */
export interface Room {
  /** Its folder from the root, such as `packages/tensor`. */
  readonly folder: string;
  readonly name: string;
  /** What its manifest asks for, ours and others'. */
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  readonly imports: readonly Import[];
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, "..", "..");
const skipped = new Set(["node_modules", "dist"]);

/** Every package under packages, apps, modules and grading, with the imports of all its TypeScript files. */
export function readWorkspace(): Room[] {
  return ["packages", "apps", "modules", "grading"].flatMap((parent) =>
    readdirSync(join(root, parent))
      .map((name) => `${parent}/${name}`)
      .filter((folder) => existsSync(join(root, folder, "package.json")))
      .map(readRoom),
  );
}

/** Reads a JSON file of the workspace. */
export function readJson<Content>(path: string): Content {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

/** The text of a file of the workspace. */
export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The TypeScript files under a folder, from the root. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.[cm]?tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Where a relative import leads, from the root. */
export function resolveRelative(file: string, specifier: string): string {
  return relative(root, join(root, dirname(file), specifier))
    .split(sep)
    .join("/");
}

function readRoom(folder: string): Room {
  const manifest = readJson<Manifest>(`${folder}/package.json`);
  return {
    folder,
    name: manifest.name,
    dependencies: Object.keys(manifest.dependencies ?? {}),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
    imports: sourceFiles(folder).flatMap((file) => importsIn(file, readText(file))),
  };
}

const statement = /^(?:import|export)\s+(?<type>type\s)?(?:[^"'`;]*?\sfrom\s*)?"(?<from>[^"]+)"/gm;
const expression = /\bimport\(\s*"(?<from>[^"]+)"/g;

/** The imports and re-exports that a file's text contains. */
export function importsIn(file: string, text: string): Import[] {
  return [...text.matchAll(statement), ...text.matchAll(expression)].map(({ groups }) => ({
    file,
    specifier: groups?.from ?? "",
    typeOnly: groups?.type !== undefined,
  }));
}
