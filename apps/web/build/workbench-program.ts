import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildWorkbench } from "@tinytorch/workbench/build";
import { compressFiles } from "./compress-files.ts";
import { libraryTypes } from "./library-types.ts";

/** `node workbench-program.ts FOLDER COURSE`: builds a course's workbench into a folder. What goes wrong is on stderr, with a status of 1. */
const [folder, course] = process.argv.slice(2);
if (folder === undefined || course === undefined) {
  throw new Error("workbench-program: a folder and a course must be named, got fewer");
}

for (const { id, problem } of await buildWorkbench(course, folder)) {
  process.stderr.write(`The workbench is without ${id}: ${problem}\n`);
}
writeFileSync(join(folder, "types.json"), JSON.stringify(libraryTypes()));
compressFiles(folder, "*.{js,json}");
