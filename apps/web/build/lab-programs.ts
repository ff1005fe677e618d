import { shownProgram } from "@tinytorch/workbench/build";
import type { Plugin } from "vite";

/** `import program from "./own-program.ts?lab"`: a file's lab, compiled for the workbench's frame. */
export const labPrograms: Plugin = {
  name: "lab-programs",
  enforce: "pre",
  async load(id) {
    if (!id.endsWith("?lab")) return null;
    return `export default ${JSON.stringify(await shownProgram(id.slice(0, -"?lab".length)))};`;
  },
};
