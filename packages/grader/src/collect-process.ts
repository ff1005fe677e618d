import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { resolveCourseImport } from "./course-imports.ts";

/** Suites that are asked what they hold, without running: `node collect-process.ts FILE…`, answered over Node's IPC channel. */
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === "vitest") return nextResolve(specifier, { ...context, parentURL: import.meta.url });
    const own = resolveCourseImport(specifier);
    const resolved = nextResolve(own === null ? specifier : pathToFileURL(own).href, context);
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
