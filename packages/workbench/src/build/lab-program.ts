import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { compileModule } from "../modules/compile-module.ts";
import type { CompiledModule } from "../modules/compiled-module.ts";

/** What a lab's program finds in Node's place: a command line without words, and somebody to whom it hands its lab. */
const given: Readonly<Record<string, string>> = {
  "@tinytorch/lab/terminal": `
export const labFlags = {};
export const runLab = async (lab) => globalThis.$lab$(lab);
export const loadMine = () => { throw new Error("internal: a lab is handed what it shows"); };`,
  "node:util": `
export const parseArgs = ({ options }) => ({
  values: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default])),
});`,
  "node:os": `
export const cpus = () => globalThis.$host$.cpus;
export const totalmem = () => globalThis.$host$.totalMemory;`,
  "node:process": `
export const platform = globalThis.$host$.platform;
export const version = globalThis.$host$.nodeVersion;`,
};

/** A module's lab as one module that hands its lab to the world; null where there is none, or it needs more of Node than that. */
export async function labProgram(moduleFolder: string): Promise<CompiledModule | null> {
  const entry = await labEntry(join(moduleFolder, "lab"));
  return entry === null ? null : oneModule(entry);
}

/**
 * A file that exports a `lab`, as one module for `picture` to show in the place of a module's own.
 * @throws Error when it needs more of Node than labs are given.
 */
export async function shownProgram(file: string): Promise<CompiledModule> {
  const program = await oneModule(file, showing(file));
  if (program === null) throw new Error(`shownProgram: a lab must need nothing of Node's, got ${file}`);
  return program;
}

async function oneModule(entry: string, ...more: readonly Plugin[]): Promise<CompiledModule | null> {
  await using bundle = await rolldown({
    input: entry,
    platform: "neutral",
    external: /^@tinytorch\/(tensor|autograd|nn|optimizers|data)$/,
    transform: { define: { "import.meta.main": "true", "import.meta.dirname": '""' } },
    plugins: [givenParts, ...more],
  });
  const { output } = await bundle.generate({ format: "esm", minify: false, codeSplitting: false });
  const [{ code, imports }] = output;
  if (imports.some((name) => name.startsWith("node:"))) return null;
  return compileModule("lab.js", code);
}

const givenParts: Plugin = {
  name: "given",
  resolveId: (id) => (Object.hasOwn(given, id) ? `\0${id}` : id.startsWith("node:") ? { id, external: true } : null),
  load: (id) => (id.startsWith("\0") ? (given[id.slice(1)] ?? null) : null),
};

/** Has the file's lab shown once it is loaded. */
const showing = (file: string): Plugin => ({
  name: "showing",
  transform: (code, id) => (id === file ? `${code}\nglobalThis.$lab$(lab);\n` : null),
});

/** The file that a module's manifest for packages names as its lab, as `tito lab` finds it. */
async function labEntry(folder: string): Promise<string | null> {
  for (const name of ["lab.ts", "race.ts"]) {
    const file = join(folder, name);
    if (existsSync(file) && (await readFile(file, "utf8")).includes("runLab(")) return file;
  }
  return null;
}
