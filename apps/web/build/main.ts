import { join } from "node:path";
import { builtPages } from "./built-pages.ts";
import { builtWorkbench } from "./built-workbench.ts";

/**
 * `node main.ts`: builds the pages and the workbench where they are not built, for a server that may not write into its own folder. The
 * course is the server's own, which `TINYTORCH_COURSE` names.
 */
const say = (line: string) => process.stderr.write(`${line}\n`);
const course = process.env.TINYTORCH_COURSE ?? join(import.meta.dirname, "../../..");
const folders = await Promise.all([builtPages(say), builtWorkbench(course, say)]);
process.stdout.write(`${folders.join("\n")}\n`);
