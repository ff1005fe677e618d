import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { courseImporter } from "./course-imports.ts";

/** Suites that are asked what they hold, without running: `node collect-process.ts FILE…`, answered over Node's IPC channel. */
registerHooks({
  resolve(specifier, context, nextResolve) {
    const importer = courseImporter(specifier);
    const parent = importer === null ? context : { ...context, parentURL: pathToFileURL(importer).href };
    const resolved = nextResolve(specifier, parent);
    // No package.json need say that a course's files are modules.
    return resolved.url.endsWith(".ts") ? { ...resolved, format: "module-typescript" } : resolved;
  },
});

const collected = [];
for (const file of process.argv.slice(2)) {
  globalThis.collectedHiddenTests = [];
  await import(pathToFileURL(file).href);
  collected.push(globalThis.collectedHiddenTests);
}
process.send?.(collected);
