import { join } from "node:path";
import { folderTexts, readManifest } from "@tinytorch/course-files";
import { definesName } from "./check-manifest.ts";
import type { ModuleCheck } from "./module-check.ts";

/** Read from the text alone: a name that is never written is never tested. Whether a test tells right from wrong, verify finds. */
export const coverageCheck: ModuleCheck = {
  name: "coverage",
  rule: "every export has a visible test, a hidden test and a mistake",
  async problems({ root, id, student, hidden }) {
    const { exports } = await readManifest(root, id);
    const visible = Object.values(await folderTexts(join(student, "tests"))).join("\n");
    const grading = await folderTexts(hidden, (path) => path.endsWith(".ts") && !path.startsWith("node_modules/"));
    const files = Object.entries(grading);
    const solution = files.filter(([path]) => path.startsWith("solution/"));
    const mistakes = files.filter(([path]) => path.endsWith("mistakes.ts")).map(([, text]) => text);
    const suites = files
      .filter(([path]) => !path.startsWith("solution/") && !path.endsWith("mistakes.ts"))
      .map(([, text]) => text)
      .join("\n");
    const homes = new Map(exports.map((name) => [name, solution.find(([, text]) => definesName(text, name))?.[0]]));
    return exports.flatMap((name) => {
      const home = homes.get(name)?.slice("solution/".length);
      const hasMistake = home !== undefined && mistakes.some((text) => text.includes(`"${home}"`));
      // A mistake is always caught by a hidden test: alone in its file, an export need not be named by one.
      const isAlone = [...homes.values()].filter((file) => file === homes.get(name)).length === 1;
      const hasHiddenTest = isWord(name, suites) || (hasMistake && isAlone);
      return [
        ...(visible.includes(`describe("${name}"`) ? [] : [`${name} has no visible test: describe("${name}", …)`]),
        ...(hasHiddenTest ? [] : [`${name} has no hidden test`]),
        ...(hasMistake ? [] : [`${name} has no mistake${home === undefined ? "" : ` in ${home}`}`]),
      ];
    });
  },
};

function isWord(name: string, text: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}
