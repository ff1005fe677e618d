import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addonPath } from "./addon.ts";
import { bundle } from "./bundle.ts";
import { cacheFolder } from "./cache-folder.ts";
import { syscallFilter } from "./syscall-filter.ts";
import { writeFolder } from "./write-folder.ts";

/** What a sandbox process runs: a folder with one file of plain JavaScript in it, and isolated-vm's binary. */
export interface RunnerProgram {
  readonly folder: string;
  /** Stands for all that the folder holds. */
  readonly version: string;
  readonly entry: string;
  readonly addon: string;
  /** A file with the seccomp program, where there is one for this architecture. */
  readonly syscallFilter: string | null;
}

type RunnerFile = readonly [name: string, content: string | Uint8Array];

/** The sandbox's program, written out as one JavaScript file: once for each version of it. */
export function runnerProgram(): Promise<RunnerProgram> {
  program ??= write();
  return program;
}

let program: Promise<RunnerProgram> | null = null;

/**
 * A sandbox process starts without a TypeScript parser or a loader of modules, and its root need hold nothing but this
 * folder and one binary.
 */
async function write(): Promise<RunnerProgram> {
  const [child] = await bundle([{ entry: join(import.meta.dirname, "child.ts"), format: "cjs" }]);
  if (child === undefined) throw new Error("internal: the sandbox's program must be one file");
  const files: RunnerFile[] = [[entryName, child.code]];
  const filter = syscallFilter(process.arch);
  if (filter !== null) files.push(["syscall-filter.bpf", filter]);
  const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const folder = join(cacheFolder, `sandbox-${version}`);
  writeFolder(folder, (draft) => {
    for (const [name, content] of files) writeFileSync(join(draft, name), content);
  });
  return {
    folder,
    version,
    entry: join(folder, entryName),
    addon: addonPath(),
    syscallFilter: filter === null ? null : join(folder, "syscall-filter.bpf"),
  };
}

/** CommonJS, which Node starts without its loader of modules. */
const entryName = "child.cjs";
