import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { gvisorWords, nameWord, scratchWord } from "./gvisor.ts";
import { type RunnerProgram, runnerProgram } from "./runner-program.ts";

/** What keeps a submission apart, innermost first. */
export type SandboxLayer = "isolate" | "process" | "bubblewrap" | "gvisor";

/**
 * The third layer: `auto` takes bubblewrap where it works and goes without where it does not; `bubblewrap` and `gvisor`
 * must work; `process` goes without.
 */
export type SandboxWall = "auto" | "bubblewrap" | "gvisor" | "process";

export interface SandboxCommandOptions {
  /** `auto` by default. */
  readonly wall?: SandboxWall;
  /** The isolate's limit, from which that of the whole process follows; unbounded when absent. */
  readonly memoryMegabytes?: number;
}

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

/** How long a trial may take: a wall that hangs does not work. */
const trialMilliseconds = 20_000;

/**
 * Finds the layers this machine can give and the command line that has them all. The isolate and the process are
 * always there; a wall round them is used when a trial of it works.
 *
 * @param cpuSeconds the processor time after which the kernel ends a sandbox process.
 * @throws Error when a wall that must work does not.
 */
export function sandboxCommand(
  cpuSeconds: number,
  { wall = "auto", memoryMegabytes }: SandboxCommandOptions = {},
): SandboxCommand {
  const program = runnerProgram();
  const { version } = program;
  const limits = resourceLimits(cpuSeconds, memoryMegabytes);
  const run = [process.execPath, ...nodeFlags, program.entry, program.addon];
  const trial = [process.execPath, "--version"];

  if (wall === "auto" || wall === "bubblewrap") {
    const wrapper = bubblewrap(program);
    const wrapped = (inside: readonly string[]): SandboxCommand => ({
      layers: ["isolate", "process", "bubblewrap"],
      version,
      words: [...limits, ...(wrapper ?? []), ...inside],
      descriptor3: program.syscallFilter,
    });
    if (wrapper !== null && works(wrapped(trial))) return wrapped(run);
  }
  if (wall === "gvisor") {
    const runsc = findProgram("runsc");
    const contained = (words: readonly string[]): SandboxCommand => ({
      layers: ["isolate", "process", "gvisor"],
      version,
      words: gvisorWords(runsc ?? "", dirname(program.folder), {
        words,
        readable: readableFiles(program),
        cpuSeconds,
      }),
      descriptor3: null,
    });
    if (runsc !== null && works(contained(trial))) return contained(run);
  }
  if (wall === "bubblewrap" || wall === "gvisor") {
    throw new Error(`sandbox: ${wall} was asked for and must work, got a trial of it that failed`);
  }
  return { layers: ["isolate", "process"], version, words: [...limits, ...run], descriptor3: null };
}

/** A command with a scratch folder of its own, where it needs one; `remove` it when the process has ended. */
export function withScratch({ words }: SandboxCommand): {
  readonly words: readonly string[];
  remove(): void;
} {
  if (!words.some((word) => word.includes(scratchWord))) return { words, remove: () => {} };
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-sandbox-"));
  return {
    words: words.map((word) => (word === nameWord ? basename(folder) : word.replace(scratchWord, folder))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function works(command: SandboxCommand): boolean {
  const { descriptor3 } = command;
  const scratch = withScratch(command);
  const [file = "", ...args] = scratch.words;
  const filter = descriptor3 === null ? "ignore" : openSync(descriptor3, "r");
  const { status } = spawnSync(file, args, {
    env: {},
    stdio: ["ignore", "ignore", "ignore", filter],
    timeout: trialMilliseconds,
    killSignal: "SIGKILL",
  });
  if (typeof filter === "number") closeSync(filter);
  scratch.remove();
  return status === 0;
}

/** What Node and V8 set aside without using it, and what crosses the isolate's border on our side (MB). */
const processMegabytes = 1_536;

/** No core dumps, no files written, few descriptors, bounded processor time and memory. */
function resourceLimits(cpuSeconds: number, memoryMegabytes: number | undefined): string[] {
  const prlimit = findProgram("prlimit");
  if (prlimit === null) return [];
  const data =
    memoryMegabytes === undefined ? [] : [`--data=${(processMegabytes + 4 * memoryMegabytes) * 2 ** 20}`];
  return [prlimit, "--core=0", "--fsize=0", "--nofile=64", `--cpu=${cpuSeconds}`, ...data, "--"];
}

/** All that a sandbox process reads: Node, its shared libraries, the sandbox's program and isolated-vm. */
function readableFiles({ folder, addon }: RunnerProgram): readonly string[] {
  return [...new Set([process.execPath, ...sharedLibraries(process.execPath), folder, addon])];
}

/**
 * New namespaces of every kind, no capabilities, no way back into a user namespace, a filter on system calls, and a
 * read-only root that holds nothing but Node, its shared libraries and the sandbox's program. No /proc, no network.
 */
function bubblewrap(program: RunnerProgram): readonly string[] | null {
  const bwrap = findProgram("bwrap");
  if (bwrap === null) return null;
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
    ...(program.syscallFilter === null ? [] : ["--seccomp", "3"]),
    ...readableFiles(program).flatMap((path) => ["--ro-bind", path, path]),
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
