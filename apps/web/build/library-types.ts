import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const packages = join(import.meta.dirname, "../../../packages");

/** What a module may import, and what these are made with. */
const library = ["tensor", "autograd", "nn", "optimizers", "data", "options"];

/** The language as `modules/tsconfig.json` has it, and all that it refers to. */
const language = ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts"];

/**
 * What a tab's language service knows of types: the language's own, and the library's sources as a module's imports find them. Texts by
 * path, as they lie before an editor: `/node_modules/@tinytorch/tensor/src/index.ts`, `/lib.es2024.d.ts`.
 */
export function libraryTypes(): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of library) {
    const folder = join(packages, name);
    for (const path of globSync("src/**/*.ts", { cwd: folder })) {
      if (!path.endsWith(".test.ts")) found[at(name, path)] = readFileSync(join(folder, path), "utf8");
    }
    const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    found[at(name, "package.json")] = JSON.stringify({ type: "module", exports });
  }
  const compiler = dirname(createRequire(import.meta.url).resolve("typescript-for-pages"));
  const waiting = [...language];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found[`/${next}`] !== undefined) continue;
    const text = readFileSync(join(compiler, next), "utf8");
    found[`/${next}`] = text;
    for (const [, name] of text.matchAll(/^\/\/\/ <reference lib="([\w.]+)" \/>/gm)) waiting.push(`lib.${name}.d.ts`);
  }
  return found;
}

function at(name: string, path: string): string {
  return `/node_modules/@tinytorch/${name}/${path.replaceAll("\\", "/")}`;
}
