import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SandboxJail, SandboxLayer } from "@tinytorch/course";
import { gvisorWords, nameWord, scratchWord } from "./gvisor.ts";
import { bubblewrapFails, firstLine, gvisorFails, notInstalled } from "./jail-problem.ts";
import { type RunnerProgram, runnerProgram } from "./runner-program.ts";
import { makeScratchFolder, sweepScratchFolders } from "./scratch-folder.ts";

export interface SandboxCommandOptions {
  /** `auto` by default. */
  readonly jail?: SandboxJail;
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
const nodeFlags = [
  "--no-node-snapshot",
  "--disable-warning=ExperimentalWarning",
  // A suite's function is there as bytecode alone: it must not be thrown away when it has not run for a while.
  "--no-flush-bytecode",
  // Most submissions are over in a tenth of a second: optimizing code earlier than this costs more than it gives.
  "--invocation-count-for-maglev=10000",
  "--invocation-count-for-maglev-osr=1000",
  "--invocation-count-for-turbofan=30000",
];

/** How long a trial may take: a jail that hangs does not work. */
const trialMilliseconds = 20_000;

/** A jail must work and does not; the message says why, and what to do. */
export class MissingJailError extends Error {
  override readonly name = "MissingJailError";
}

/** What became of a jail's trial: how a sandbox is started behind it, or why it cannot be had. */
type Trial = { readonly command: SandboxCommand } | { readonly problem: string };

/**
 * Finds the layers this machine can give and the command line that has them all. The isolate and the process are
 * always there; a jail round them is used when a trial of it works. What killed processes left behind is cleared away.
 *
 * @param cpuSeconds the processor time after which the kernel ends a sandbox process.
 * @throws MissingJailError when a jail that must work does not.
 */
export async function sandboxCommand(
  cpuSeconds: number,
  { jail = "auto", memoryMegabytes }: SandboxCommandOptions = {},
): Promise<SandboxCommand> {
  const program = await runnerProgram();
  const limits = resourceLimits(cpuSeconds, memoryMegabytes);
  if (jail === "auto" || jail === "bubblewrap") {
    const trial = tryBubblewrap(program, limits);
    if ("command" in trial) return trial.command;
    if (jail === "bubblewrap") throw missingJail(jail, trial.problem);
  }
  if (jail === "gvisor") {
    sweepScratchFolders();
    const trial = tryGvisor(program, cpuSeconds);
    if ("command" in trial) return trial.command;
    throw missingJail(jail, trial.problem);
  }
  const words = [...limits, ...insideWords(program)];
  return { layers: ["isolate", "process"], version: program.version, words, descriptor3: null };
}

/** One layer as it is on this machine, for people. */
export interface LayerState {
  readonly layer: SandboxLayer | "rlimits" | "seccomp";
  /** `active`: a sandbox started now has it. `available`: it works here, and another jail was asked for. */
  readonly state: "active" | "available" | "missing";
  /** Why it is missing, and what to do; null for the others. */
  readonly problem: string | null;
}

/** Every layer there is, innermost first, as a sandbox started now with this jail would find it. */
export async function layerStates(jail: SandboxJail = "auto"): Promise<readonly LayerState[]> {
  const program = await runnerProgram();
  const limits = resourceLimits(1, undefined);
  const [bubblewrap, gvisor] = [tryBubblewrap(program, limits), tryGvisor(program, 1)];
  const behindBubblewrap = jail === "auto" || jail === "bubblewrap";
  const jailState = (layer: "bubblewrap" | "gvisor", trial: Trial, asked: boolean): LayerState =>
    "problem" in trial
      ? { layer, state: "missing", problem: trial.problem }
      : { layer, state: asked ? "active" : "available", problem: null };
  const wrapped = jailState("bubblewrap", bubblewrap, behindBubblewrap);
  const contained = jailState("gvisor", gvisor, jail === "gvisor");
  const noFilter =
    program.syscallFilter === null
      ? `there is a filter for x86-64 and arm64 only, got ${process.arch}`
      : "it comes with bubblewrap";
  const unfiltered = program.syscallFilter === null || wrapped.state === "missing";
  // gVisor sets the limits itself.
  const limited = limits.length > 0 || contained.state === "active";
  return [
    { layer: "isolate", state: "active", problem: null },
    { layer: "process", state: "active", problem: null },
    limited
      ? { layer: "rlimits", state: "active", problem: null }
      : { layer: "rlimits", state: "missing", problem: notInstalled("rlimits") },
    unfiltered
      ? { layer: "seccomp", state: "missing", problem: noFilter }
      : { layer: "seccomp", state: wrapped.state, problem: null },
    wrapped,
    contained,
  ];
}

/** A command with a scratch folder of its own, where it needs one; `remove` it when the process has ended. */
export function withScratch({ words }: SandboxCommand): {
  readonly words: readonly string[];
  remove(): void;
} {
  if (!words.some((word) => word.includes(scratchWord))) return { words, remove: () => {} };
  const folder = makeScratchFolder();
  return {
    words: words.map((word) => (word === nameWord ? basename(folder) : word.replace(scratchWord, folder))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function missingJail(jail: SandboxJail, problem: string): MissingJailError {
  return new MissingJailError(`sandbox: ${jail} was asked for and must work, but ${problem}`);
}

function insideWords({ entry, addon }: RunnerProgram): readonly string[] {
  return [process.execPath, ...nodeFlags, entry, addon];
}

/** What a trial runs in the place of the sandbox's program. */
const trialWords = [process.execPath, "--version"];

function tryBubblewrap(program: RunnerProgram, limits: readonly string[]): Trial {
  const bwrap = findProgram("bwrap");
  if (bwrap === null) return { problem: notInstalled("bubblewrap") };
  const command = (inside: readonly string[]): SandboxCommand => ({
    layers: ["isolate", "process", "bubblewrap"],
    version: program.version,
    words: [...limits, ...bubblewrap(bwrap, program), ...inside],
    descriptor3: program.syscallFilter,
  });
  const said = runTrial(command(trialWords));
  return said === null ? { command: command(insideWords(program)) } : { problem: bubblewrapFails(bwrap, said) };
}

function tryGvisor(program: RunnerProgram, cpuSeconds: number): Trial {
  const runsc = findProgram("runsc");
  if (runsc === null) return { problem: notInstalled("gvisor") };
  const command = (words: readonly string[]): SandboxCommand => ({
    layers: ["isolate", "process", "gvisor"],
    version: program.version,
    words: gvisorWords(runsc, dirname(program.folder), {
      words,
      readable: readableFiles(program),
      cpuSeconds,
    }),
    descriptor3: null,
  });
  const said = runTrial(command(trialWords));
  return said === null ? { command: command(insideWords(program)) } : { problem: gvisorFails(said) };
}

/** Runs a command to its end: null when it works, else what it said. */
function runTrial(command: SandboxCommand): string | null {
  const { descriptor3 } = command;
  const scratch = withScratch(command);
  const [file = "", ...args] = scratch.words;
  const filter = descriptor3 === null ? "ignore" : openSync(descriptor3, "r");
  const { status, signal, stderr } = spawnSync(file, args, {
    env: {},
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe", filter],
    timeout: trialMilliseconds,
    killSignal: "SIGKILL",
  });
  if (typeof filter === "number") closeSync(filter);
  scratch.remove();
  return status === 0 ? null : firstLine(stderr ?? "") || `an end by ${signal ?? `code ${status}`}`;
}

/** What Node and V8 set aside without using it, and what crosses the isolate's border on our side (MB). */
const processMegabytes = 1_536;

/** Processor time is over with a signal of its own; so much later the kernel kills, which looks like anybody's doing. */
const killSeconds = 5;

/** No core dumps, no files written, few descriptors, bounded processor time and memory. */
function resourceLimits(cpuSeconds: number, memoryMegabytes: number | undefined): string[] {
  const prlimit = findProgram("prlimit");
  if (prlimit === null) return [];
  const data = memoryMegabytes === undefined ? [] : [`--data=${(processMegabytes + 4 * memoryMegabytes) * 2 ** 20}`];
  return [
    prlimit,
    "--core=0",
    "--fsize=0",
    "--nofile=64",
    `--cpu=${cpuSeconds}:${cpuSeconds + killSeconds}`,
    ...data,
    "--",
  ];
}

/** All that a sandbox process reads: Node, its shared libraries, the sandbox's program and isolated-vm. */
function readableFiles({ folder, addon }: RunnerProgram): readonly string[] {
  return [...new Set([process.execPath, ...sharedLibraries(process.execPath), folder, addon])];
}

/**
 * New namespaces of every kind, no capabilities, no way back into a user namespace, a filter on system calls, and a
 * read-only root that holds nothing but Node, its shared libraries and the sandbox's program. No /proc, no network.
 */
function bubblewrap(bwrap: string, program: RunnerProgram): readonly string[] {
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
