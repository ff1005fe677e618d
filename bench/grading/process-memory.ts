import { readdirSync, readFileSync } from "node:fs";

/** Resident memory (MB) of a server's processes, by what they are, so long after the first sample (ms). */
export interface MemorySample {
  readonly milliseconds: number;
  readonly server: number;
  readonly graders: number;
  /** Every other process under it: the sandboxes. */
  readonly sandboxes: number;
}

interface RunningProcess {
  readonly id: number;
  readonly parent: number;
  readonly megabytes: number;
  readonly isGrader: boolean;
}

/** Samples the memory of a process and all it started, every so often, until told to stop. Needs Linux's /proc. */
export function watchMemory(
  server: number,
  everyMilliseconds: number,
): { readonly samples: readonly MemorySample[]; stop(): void } {
  const begun = performance.now();
  const samples: MemorySample[] = [];
  const look = () => samples.push(sample(server, performance.now() - begun));
  look();
  const timer = setInterval(look, everyMilliseconds);
  return {
    samples,
    stop() {
      clearInterval(timer);
      look();
    },
  };
}

function sample(server: number, milliseconds: number): MemorySample {
  const children = Map.groupBy(runningProcesses(), (each) => each.parent);
  const sums = { server: megabytesOf(server), graders: 0, sandboxes: 0 };
  const parents = [server];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const { id, megabytes, isGrader } of children.get(parent) ?? []) {
      sums[isGrader ? "graders" : "sandboxes"] += megabytes;
      parents.push(id);
    }
  }
  return { milliseconds, ...sums };
}

function runningProcesses(): RunningProcess[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.flatMap((name) => {
    const stat = read(`/proc/${name}/stat`);
    // The second field, the program's name in brackets, may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (Number.isNaN(parent)) return [];
    const isGrader = read(`/proc/${name}/cmdline`).includes("grader-process");
    return [{ id: Number(name), parent, megabytes: megabytesOf(Number(name)), isGrader }];
  });
}

function megabytesOf(id: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0) / 1024;
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
