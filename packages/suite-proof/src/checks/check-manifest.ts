import { join } from "node:path";
import { folderTexts, readManifest } from "@tinytorch/course-files";
import type { ModuleCheck } from "./module-check.ts";

export const manifestCheck: ModuleCheck = {
  name: "manifest",
  rule: "module.json names the module, its files and its exports as they are, and asks three questions first",
  async problems({ root, id, hidden }) {
    const { entry, exports, submittedFiles, predict } = await readManifest(root, id);
    const solution = await folderTexts(join(hidden, "solution"), (path) => path.startsWith("src/"));
    const exported = exportsOf(solution[entry] ?? "");
    return [
      ...(predict === undefined ? ["predict must ask three questions, got none"] : []),
      ...Object.keys(solution)
        .filter((path) => !submittedFiles.includes(path))
        .map((path) => `submittedFiles must list ${path}, which the solution has`),
      ...submittedFiles
        .filter((path) => !(path in solution))
        .map((path) => `submittedFiles lists ${path}, which the solution has not`),
      ...exports
        .filter((name) => !exported.some((each) => each.name === name))
        .map((name) => `exports lists ${name}, which ${entry} of the solution does not export`),
      // What a student is given whole is not graded.
      ...exported
        .filter(({ name, own }) => !exports.includes(name) && isWritten(own, solution))
        .map(({ name }) => `exports must list ${name}, which ${entry} of the solution exports and a student writes`),
    ];
  },
};

/** Whether the file that defines a name has a part that a student writes. */
function isWritten(name: string, solution: Readonly<Record<string, string>>): boolean {
  return Object.values(solution).some((text) => definesName(text, name) && text.includes("// BEGIN SOLUTION"));
}

interface Export {
  readonly name: string;
  /** What it is called where it is defined. */
  readonly own: string;
}

/** The values that a file exports, by whatever form; types are none. */
function exportsOf(source: string): readonly Export[] {
  const listed = Array.from(source.matchAll(/^export \{([^}]*)\}/gm), ([, list = ""]) => list.split(","))
    .flat()
    .map((item) => item.trim())
    .filter((item) => item !== "" && !item.startsWith("type "))
    .map((item) => {
      const [own = item, name = own] = item.split(/\s+as\s+/);
      return { name, own };
    });
  const defined = Array.from(source.matchAll(definitions), ([, own = ""]) => ({ name: own, own }));
  return [...listed, ...defined];
}

const definitions = /^export (?:async |abstract )*(?:function\*?|class|const|let) (\w+)/gm;

/** Whether a file declares and exports a function, class or constant of that name. */
export function definesName(source: string, name: string): boolean {
  return new RegExp(`^export (async |abstract )*(function\\*?|class|const|let) ${name}\\b`, "m").test(source);
}
