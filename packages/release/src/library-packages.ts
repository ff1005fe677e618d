import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { libraryEntry } from "@tinytorch/course-files";
import { type Plugin, rolldown } from "rolldown";
import { z } from "zod";
import { declarationsOf } from "./declarations.ts";
import { type Files, jsonText, under } from "./files.ts";
import { smallNames } from "./minified.ts";
import { programFolder } from "./program-place.ts";
import { withoutSuites } from "./visible-testkit.ts";

/** A package of the library as it lies in the workspace. */
export interface LibraryPackage {
  readonly name: string;
  readonly version: string;
  /** The files that it is entered by, under the name of each door: `index`, `internal`. */
  readonly doors: Readonly<Record<string, string>>;
}

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  exports: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** Doors that need a test runner: in a release only what they declare is there, for `tito test` has a runner of its own. */
const declaredOnly = ["matchers"];

/** Doors that are of use in a checkout alone. */
const leftOut = ["module-config"];

/** The packages of ours that texts import by name, and those that they need in turn. */
export async function libraryPackages(names: readonly string[]): Promise<readonly LibraryPackage[]> {
  const wanted = new Set(names);
  const found: LibraryPackage[] = [];
  for (const name of wanted) {
    const folder = dirname(dirname(libraryEntry(name)));
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, "package.json"), "utf8")));
    for (const each of Object.keys(manifest.dependencies)) if (each.startsWith("@tinytorch/")) wanted.add(each);
    const doors = Object.entries(manifest.exports).map(([door, file]) => [doorName(door), join(folder, file)] as const);
    found.push({
      name,
      version: manifest.version,
      doors: Object.fromEntries(doors.filter(([door]) => !leftOut.includes(door))),
    });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Where what a file of the library declares lies below `types/`: as the file does below `src/`. */
function declarationPath(file: string): string {
  return file.slice(file.indexOf("/src/") + "/src/".length).replace(/\.ts$/, ".d.ts");
}

/** The packages of the library that a text imports: `@tinytorch/tensor`. */
export function packagesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\b(?:from|import) "(@tinytorch\/[a-z]+)(?:\/[a-z]+)?"/g), ([, name = ""]) => name);
}

function doorName(door: string): string {
  return door === "." ? "index" : door.replace("./", "");
}

/** Packages as npm installs them, and what they declare. */
export interface BuiltPackages {
  /** The files of each package, by its name. */
  readonly files: Readonly<Record<string, Files>>;
  readonly declared: readonly string[];
}

/** Each package as npm installs it: small JavaScript, and what it declares with its documentation. */
export async function builtPackages(packages: readonly LibraryPackage[]): Promise<BuiltPackages> {
  const doors = packages.flatMap(({ name, doors: own }) =>
    Object.entries(own).map(([door, file]) => [door === "index" ? name : `${name}/${door}`, file] as const),
  );
  const declarations = await declarationsOf(Object.fromEntries(doors));
  const licence = await readFile(join(programFolder, "LICENSE"), "utf8");
  const built: Record<string, Files> = {};
  const declared: string[] = [];
  for (const each of packages) {
    const { files, imports } = await bundled(each);
    const types = declarations(Object.values(each.doors));
    declared.push(...Object.values(types));
    built[each.name] = {
      "package.json": jsonText(manifestOf(each, imports, packages)),
      LICENSE: licence,
      ...files,
      ...under("types", types),
    };
  }
  return { files: built, declared };
}

const visibleTestkit: Plugin = {
  name: "visible-testkit",
  transform: (code, id) => (id === libraryEntry("@tinytorch/testkit") ? withoutSuites(code) : null),
};

async function bundled({ doors }: LibraryPackage): Promise<{ files: Files; imports: readonly string[] }> {
  const input = Object.fromEntries(Object.entries(doors).filter(([door]) => !declaredOnly.includes(door)));
  const made = await rolldown({ input, platform: "node", external: /^@tinytorch\//, plugins: [visibleTestkit] });
  const { output } = await made.generate({
    format: "esm",
    comments: false,
    minify: smallNames,
    chunkFileNames: "shared-[hash].js",
  });
  await made.close();
  const chunks = output.filter((each) => each.type === "chunk");
  return {
    files: Object.fromEntries(chunks.map(({ fileName, code }) => [fileName, code])),
    imports: chunks.flatMap(({ imports }) => imports),
  };
}

function manifestOf(
  { name, version, doors }: LibraryPackage,
  imports: readonly string[],
  packages: readonly LibraryPackage[],
) {
  const needed = packages.filter((each) => imports.some((id) => id === each.name || id.startsWith(`${each.name}/`)));
  return {
    name,
    version,
    type: "module",
    license: "MIT",
    exports: Object.fromEntries(
      Object.entries(doors).map(([door, file]) => [
        door === "index" ? "." : `./${door}`,
        {
          types: `./types/${declarationPath(file)}`,
          ...(declaredOnly.includes(door) ? {} : { default: `./${door}.js` }),
        },
      ]),
    ),
    dependencies: Object.fromEntries(
      needed.filter((each) => each.name !== name).map((each) => [each.name, each.version]),
    ),
  };
}
