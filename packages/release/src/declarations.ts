import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, posix, relative, sep } from "node:path";
import { promisify } from "node:util";
import { folderTexts } from "@tinytorch/course-files";
import { jsonText } from "./files.ts";
import { programFolder } from "./program-place.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";
import { withoutSuites } from "./visible-testkit.ts";

type Texts = Readonly<Record<string, string>>;

/**
 * What the library declares, with its documentation and without any code. The answer gives, for the files that a
 * package is entered by, all declarations that these reach in that package, by path below its `src/`.
 *
 * @param doors the files that packages are entered by, under what is written to import them
 * @throws when the compiler finds an error, or leaves a file out.
 */
export async function declarationsOf(doors: Texts): Promise<(entries: readonly string[]) => Texts> {
  const entries = Object.values(doors);
  if (entries.length === 0) return () => ({});
  const declared = await inTemporaryFolder(async (folder) => {
    await writeFile(
      join(folder, "tsconfig.json"),
      jsonText({
        extends: join(programFolder, "tsconfig.json"),
        compilerOptions: {
          noEmit: false,
          declaration: true,
          emitDeclarationOnly: true,
          rootDir: programFolder,
          outDir: join(folder, "declared"),
          // What is found in a node_modules is other people's to the compiler, which writes nothing for it.
          paths: Object.fromEntries(Object.entries(doors).map(([name, file]) => [name, [file]])),
          typeRoots: [join(programFolder, "node_modules/@types")],
        },
        include: [],
        files: entries,
      }),
    );
    await promisify(execFile)(process.execPath, [compiler(), "-p", folder]).catch((error: { stdout?: string }) => {
      throw new Error(`internal: the library must compile, got ${error.stdout ?? error}`);
    });
    return folderTexts(join(folder, "declared"));
  });
  return (some) => reachable(declared, some);
}

function compiler(): string {
  return join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
}

function reachable(declared: Texts, entries: readonly string[]): Texts {
  const found: Record<string, string> = {};
  const waiting = entries.map((entry) => relative(programFolder, entry).split(sep).join("/"));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const text = declared[next.replace(/\.ts$/, ".d.ts")];
    const path = next.slice(next.indexOf("/src/") + "/src/".length).replace(/\.ts$/, ".d.ts");
    if (text === undefined)
      throw new Error(`internal: the compiler must write what ${next} declares, got no such file`);
    if (Object.hasOwn(found, path)) continue;
    const visible = withoutSuites(text);
    found[path] = visible.replace(ownImport, '$1$2.js"').replace(reference, "");
    for (const [, , name = ""] of visible.matchAll(ownImport))
      waiting.push(posix.join(posix.dirname(next), `${name}.ts`));
  }
  return found;
}

/** `from "./shape.ts"` and `import("./shape.ts")`. */
const ownImport = /((?:\bfrom |\bimport\(|\bimport )"(?=\.))([^"]+)\.ts"/g;

/** What the language lacks is declared beside the code that needs it, of which nothing is declared to a student. */
const reference = /^\/\/\/ <reference path="[^"]+" \/>\n/gm;
