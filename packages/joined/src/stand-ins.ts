import { join } from "node:path";
import { folderTexts } from "@tinytorch/course-files";

/** What stands in the library's place for some modules, and where. */
export interface StandIns {
  /** The files of `given/`, by path below it. */
  readonly files: Readonly<Record<string, string>>;
  /** The modules that a package is made of, by its name; in what order they are built. */
  readonly madeOf: Readonly<Record<string, readonly string[]>>;
}

/** Packages of the library in whose place files of `given/` stand. */
const replaced = ["tensor", "autograd", "nn", "data", "optimizers"];

/** All that `given/` has. */
export async function allStandIns(): Promise<StandIns> {
  const files = await folderTexts(join(import.meta.dirname, "given"), (path) => path.endsWith(".ts"));
  const madeOf = replaced.map((name) => [`@tinytorch/${name}`, modulesBehind(`${name}.ts`, files)] as const);
  return { files, madeOf: Object.fromEntries(madeOf) };
}

/** Where not all of a package's modules are there it is not replaced: a file that is made of one that is missing stands for nothing. */
export async function standInsOf(ids: readonly string[]): Promise<StandIns> {
  const { files, madeOf } = await allStandIns();
  const isThere = (modules: readonly string[]) => modules.every((id) => ids.includes(id));
  return {
    files: Object.fromEntries(Object.entries(files).filter(([path]) => isThere(modulesBehind(path, files)))),
    madeOf: Object.fromEntries(Object.entries(madeOf).filter(([, modules]) => isThere(modules))),
  };
}

/** The file of a joined submission that stands in a package's place. */
export function standInFile(name: string): string {
  return name.replace("@tinytorch/", "src/given/").concat(".ts");
}

/** The modules that a file of `given/` is made of, by itself and by those that it imports. */
function modulesBehind(path: string, files: Readonly<Record<string, string>>): readonly string[] {
  const seen = new Set<string>();
  const found = new Set<string>();
  const read = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = files[file] ?? "";
    for (const [, id = ""] of text.matchAll(/"@tinytorch\/module-([\w-]+)"/g)) found.add(id);
    for (const [, next = ""] of text.matchAll(/"\.\/([\w-]+\.ts)"/g)) read(next);
  };
  read(path);
  return [...found].sort();
}
