import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What keeps a submission apart, innermost first. */
export type SandboxLayer = "isolate" | "process" | "bubblewrap";

/** How a sandbox process is started on this machine. */
export interface SandboxCommand {
  readonly layers: readonly SandboxLayer[];
  readonly file: string;
  readonly args: readonly string[];
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
  const source = import.meta.dirname;
  const child = join(source, "child.ts");
  const limits = resourceLimits(cpuSeconds);
  const wrapped = bubblewrap(source);
  if (wrapped !== null) {
    const trial = spawnSync(wrapped[0], [...wrapped.slice(1), process.execPath, "--version"], {
      stdio: "ignore",
    });
    if (trial.status === 0) {
      const [file, ...args] = [...limits, ...wrapped, process.execPath, ...nodeFlags, child];
      return { layers: ["isolate", "process", "bubblewrap"], file, args };
    }
  }
  const [file, ...args] = [...limits, process.execPath, ...nodeFlags, child];
  return { layers: ["isolate", "process"], file, args };
}

type Words = readonly [string, ...string[]];

/** No core dumps, no files written, few descriptors, bounded processor time. */
function resourceLimits(cpuSeconds: number): string[] {
  const prlimit = findProgram("prlimit");
  if (prlimit === null) return [];
  return [prlimit, "--core=0", "--fsize=0", "--nofile=64", `--cpu=${cpuSeconds}`, "--"];
}

/**
 * New namespaces of every kind, no capabilities, no way back into a user namespace, and a root that holds nothing but
 * Node, its shared libraries, the sandbox's own source and isolated-vm, all read-only. No /proc, no network.
 */
function bubblewrap(source: string): Words | null {
  const bwrap = findProgram("bwrap");
  if (bwrap === null) return null;
  const readable = [
    process.execPath,
    ...sharedLibraries(process.execPath),
    source,
    ...packageFolders(source),
  ];
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

/** The packages that the sandbox process imports, where pnpm really keeps them, and the links that lead there. */
function packageFolders(source: string): string[] {
  const room = dirname(source);
  const fromRoom = createRequire(join(room, "package.json"));
  const isolatedVm = dirname(fromRoom.resolve("isolated-vm/package.json"));
  const nodeGypBuild = dirname(
    createRequire(join(isolatedVm, "package.json")).resolve("node-gyp-build/package.json"),
  );
  const links = [
    join(room, "package.json"),
    join(room, "node_modules"),
    join(dirname(realpathSync(isolatedVm)), "node-gyp-build"),
  ].filter((path) => existsSync(path));
  return [...links, realpathSync(isolatedVm), realpathSync(nodeGypBuild)];
}

function sharedLibraries(program: string): string[] {
  const listing = execFileSync("ldd", [program], { encoding: "utf8" });
  return [...listing.matchAll(/(\/\S+)\s+\(0x/g)].map(([, path]) => path ?? "");
}

function findProgram(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(":");
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}
