import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";
import { syscallFilter } from "./syscall-filter.ts";

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

/**
 * Writes the sandbox's program out as one JavaScript file, once for each version of it. A sandbox process then starts
 * without a TypeScript parser or a loader of modules, and its root need hold nothing but this folder and one binary.
 */
export async function runnerProgram(): Promise<RunnerProgram> {
  const files: RunnerFile[] = [[entryName, await bundle(join(import.meta.dirname, "child.ts"))]];
  const filter = syscallFilter(process.arch);
  if (filter !== null) files.push(["syscall-filter.bpf", filter]);
  const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const cache = join(dirname(import.meta.dirname), "node_modules/.cache");
  const folder = join(cache, `sandbox-${version}`);
  if (!existsSync(folder)) writeAtOnce(cache, folder, files);
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

async function bundle(entry: string): Promise<string> {
  const bundled = await rolldown({ input: entry, platform: "node" });
  const { output } = await bundled.generate({ format: "cjs", comments: false, minify: "dce-only" });
  await bundled.close();
  return output[0].code;
}

/** The whole folder appears or nothing does, whoever else is writing it at the same time. */
function writeAtOnce(cache: string, folder: string, files: readonly RunnerFile[]): void {
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "draft-"));
  for (const [name, text] of files) writeFileSync(join(draft, name), text);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

function addonPath(): string {
  const require = createRequire(import.meta.url);
  const nodeGypBuild: { path(folder: string): string } = require("node-gyp-build");
  return nodeGypBuild.path(dirname(require.resolve("isolated-vm/package.json")));
}
