import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeFolder } from "./write-folder.ts";

/** Stands in a command for a folder of the process's own, made as it starts and removed when it has ended. */
export const scratchWord = "SCRATCH";
/** Stands for a name that no other process has: gVisor's control sockets are called by it, on the whole machine. */
export const nameWord = "NAME";

/** What runs inside, what it may read, and the processor time after which it is ended. */
export interface GvisorRun {
  readonly words: readonly string[];
  readonly readable: readonly string[];
  readonly cpuSeconds: number;
}

/**
 * The command that runs a program in gVisor (`runsc`): its system calls are answered by a kernel of gVisor's own, in an
 * ordinary process. It sees a read-only root with nothing but what it is given to read, no network but its own empty
 * loopback, no capabilities and no environment. Needs no hardware support (the ptrace platform) and no cgroups.
 */
export function gvisorWords(runsc: string, cacheFolder: string, run: GvisorRun): readonly string[] {
  return [
    runsc,
    `--root=${scratchWord}`,
    "--network=none",
    "--platform=ptrace",
    "--ignore-cgroups",
    ...(process.getuid?.() === 0 ? [] : ["--rootless"]),
    "run",
    `--bundle=${containerFolder(cacheFolder, run)}`,
    nameWord,
  ];
}

/** A folder that describes the container as the OCI runtime specification asks, written once for each description. */
function containerFolder(cacheFolder: string, { words, readable, cpuSeconds }: GvisorRun): string {
  const limit = (type: string, most: number, hard = most) => ({ type, hard, soft: most });
  const config = JSON.stringify({
    ociVersion: "1.0.2",
    process: {
      // The owner of the files, with no capabilities: gVisor looks at a file's mode like any kernel.
      user: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
      args: words,
      env: [],
      cwd: "/",
      noNewPrivileges: true,
      rlimits: [
        limit("RLIMIT_CORE", 0),
        limit("RLIMIT_FSIZE", 0),
        limit("RLIMIT_NOFILE", 64),
        limit("RLIMIT_CPU", cpuSeconds, cpuSeconds + 5),
      ],
    },
    root: { path: "rootfs", readonly: true },
    hostname: "sandbox",
    mounts: readable.map((path) => ({
      destination: path,
      type: "bind",
      source: path,
      options: ["bind", "ro"],
    })),
    linux: { namespaces: ["pid", "network", "ipc", "uts", "mount"].map((type) => ({ type })) },
  });
  const version = createHash("sha256").update(config).digest("hex").slice(0, 16);
  const folder = join(cacheFolder, `gvisor-${version}`);
  writeFolder(folder, (draft) => {
    mkdirSync(join(draft, "rootfs"));
    writeFileSync(join(draft, "config.json"), config);
  });
  return folder;
}
