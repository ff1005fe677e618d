import { join } from "node:path";
import { folderTexts, readManifest } from "@tinytorch/course-files";
import type { ModuleCheck } from "./module-check.ts";

export const manifestCheck: ModuleCheck = {
  name: "manifest",
  rule: "module.json names the module, its files and its exports as they are",
  async problems({ root, id, hidden }) {
    const { entry, exports, submittedFiles } = await readManifest(root, id);
    const solution = await folderTexts(join(hidden, "solution"), (path) => path.startsWith("src/"));
    return [
      ...Object.keys(solution)
        .filter((path) => !submittedFiles.includes(path))
        .map((path) => `submittedFiles must list ${path}, which the solution has`),
      ...submittedFiles
        .filter((path) => !(path in solution))
        .map((path) => `submittedFiles lists ${path}, which the solution has not`),
      ...exports
        .filter((name) => !exportsName(solution[entry] ?? "", name))
        .map((name) => `exports lists ${name}, which ${entry} of the solution does not export`),
    ];
  },
};

function exportsName(source: string, name: string): boolean {
  const lists = Array.from(source.matchAll(/^export \{([^}]*)\}/gm), ([, list = ""]) => list.split(","));
  return (
    definesName(source, name) ||
    lists.flat().some(
      (item) =>
        item
          .trim()
          .split(/\s+as\s+/)
          .at(-1) === name,
    )
  );
}

/** Whether a file declares and exports a function, class or constant of that name. */
export function definesName(source: string, name: string): boolean {
  return new RegExp(`^export (async |abstract )*(function\\*?|class|const|let) ${name}\\b`, "m").test(source);
}
