import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { type RunnerProgram, runnerProgram } from "./runner-program.ts";

/** What keeps a submission apart, innermost first. */
export type SandboxLayer = "isolate" | "process" | "bubblewrap";

/** How a sandbox process is started on this machine. */
export interface SandboxCommand {
  readonly layers: readonly SandboxLayer[];
  /** Of the program that runs inside. */
  readonly version: string;
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** A file the program finds open as its descriptor 3, which it reads and closes. */
  readonly descriptor3: string | null;
}

/** Flags of the sandbox's own Node: isolated-vm needs a heap that was not restored from Node's snapshot. */
const nodeFlags = ["--no-node-snapshot", "--disable-warning=ExperimentalWarning"];

/**
 * Finds the layers this machine can give and the command line that has them all. The isolate and the process are
 * always there; bubblewrap is used when it is installed and a trial of it works.
 *
 * @param cpuSeconds the processor time after which the kernel ends a sandbox process.
 */
export function sandboxCommand(cpuSeconds: number): SandboxCommand {
  const program = runnerProgram();
  const limits = resourceLimits(cpuSeconds);
  const run = [process.execPath, ...nodeFlags, program.entry, program.addon];
  const wrapper = bubblewrap(program);
  if (wrapper !== null) {
    const wrapped: SandboxCommand = {
      layers: ["isolate", "process", "bubblewrap"],
      version: program.version,
      words: [...limits, ...wrapper, ...run],
      descriptor3: program.syscallFilter,
    };
    if (works({ ...wrapped, words: [...limits, ...wrapper, process.execPath, "--version"] })) return wrapped;
  }
  return {
    layers: ["isolate", "process"],
    version: program.version,
    words: [...limits, ...run],
    descriptor3: null,
  };
}

function works({ words: [file = "", ...args], descriptor3 }: SandboxCommand): boolean {
  const filter = descriptor3 === null ? "ignore" : openSync(descriptor3, "r");
  const { status } = spawnSync(file, args, { stdio: ["ignore", "ignore", "ignore", filter] });
  if (typeof filter === "number") closeSync(filter);
  return status === 0;
}

/** No core dumps, no files written, few descriptors, bounded processor time. */
function resourceLimits(cpuSeconds: number): string[] {
  const prlimit = findProgram("prlimit");
  if (prlimit === null) return [];
  return [prlimit, "--core=0", "--fsize=0", "--nofile=64", `--cpu=${cpuSeconds}`, "--"];
}

/**
 * New namespaces of every kind, no capabilities, no way back into a user namespace, a filter on system calls, and a
 * read-only root that holds nothing but Node, its shared libraries and the sandbox's program. No /proc, no network.
 */
function bubblewrap({ folder, addon, syscallFilter }: RunnerProgram): readonly string[] | null {
  const bwrap = findProgram("bwrap");
  if (bwrap === null) return null;
  const readable = [process.execPath, ...sharedLibraries(process.execPath), folder, addon];
  return [
    bwrap,
    "--unshare-all",
    "--unshare-user",
    "--disable-userns",
    "--uid",
    "65534",
    "--gid",
    "65534",
    "--hostname",
    "sandbox",
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    "--cap-drop",
    "ALL",
    ...(syscallFilter === null ? [] : ["--seccomp", "3"]),
    ...readable.flatMap((path) => ["--ro-bind", path, path]),
    "--dev",
    "/dev",
    "--remount-ro",
    "/dev",
    "--remount-ro",
    "/",
    "--chdir",
    "/",
  ];
}

function sharedLibraries(program: string): string[] {
  const listing = execFileSync("ldd", [program], { encoding: "utf8" });
  return [...listing.matchAll(/(\/\S+)\s+\(0x/g)].map(([, path]) => path ?? "");
}

function findProgram(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(":");
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}
