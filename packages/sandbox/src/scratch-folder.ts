import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder of this process's own under the system's temporary folder. Its name says whose it is: the process's id, when
 * that process started, and in which namespace such ids count.
 */
export function makeScratchFolder(): string {
  const owner = [processNamespace(), process.pid, startOf("self") ?? 0].join("-");
  return mkdtempSync(join(tmpdir(), `tinytorch-sandbox-${owner}-`));
}

/** Removes the scratch folders that processes of this account left behind because they were killed. */
export function sweepScratchFolders(): void {
  const namespace = processNamespace();
  for (const name of readdirSync(tmpdir())) {
    const [, itsNamespace, id = "", started] = /^tinytorch-sandbox-(\d+)-(\d+)-(\d+)-/.exec(name) ?? [];
    if (itsNamespace !== namespace || startOf(id) === started) continue;
    const folder = join(tmpdir(), name);
    // Two that sweep at once may both find it, and only one removes it.
    const owner = lstatSync(folder, { throwIfNoEntry: false })?.uid;
    if (owner === process.getuid?.()) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Process ids mean nothing in another container, whose temporary folder may be the same. */
function processNamespace(): string {
  return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "0";
}

/** When a process started, in the kernel's ticks since it was booted; undefined when there is no such process. */
function startOf(id: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    // The second field, the program's name in brackets, may hold anything.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
