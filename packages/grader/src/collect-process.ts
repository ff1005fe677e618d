import { pathToFileURL } from "node:url";

/** Suites that are asked what they hold, without running: `node collect-process.ts FILE…`, answered over Node's IPC channel. */
const collected = [];
for (const file of process.argv.slice(2)) {
  globalThis.collectedHiddenTests = [];
  await import(pathToFileURL(file).href);
  collected.push(globalThis.collectedHiddenTests);
}
process.send?.(collected);
