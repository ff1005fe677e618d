import { readdirSync, readFileSync } from "node:fs";

/** A process, told apart from a later one of the same id by when it started. */
export interface RunningProcess {
  readonly id: number;
  readonly parent: number;
  readonly started: string;
  readonly command: string;
}

/** Every process of this machine that this account may look at, from Linux's /proc; those that have ended are left out. */
export function runningProcesses(): RunningProcess[] {
  return processIds().flatMap(readProcess);
}

function processIds(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** The process of an id, or none. */
function readProcess(id: number): RunningProcess[] {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    // The second field, the program's name in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, parent = "0"] = fields;
    if (state === "Z") return [];
    const command = readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
    return [{ id, parent: Number(parent), started: fields[19] ?? "", command }];
  } catch {
    return [];
  }
}

export interface WatchedDescendants {
  /** Every process that was there at some time, as command lines. */
  seen(): readonly string[];
  /** Those of them that are still there, whoever their parent is now. */
  remaining(): readonly string[];
  stop(): void;
}

/** Adds to a family all that come from it; `processes` are the ones that may. */
function extend(family: Set<number>, processes: readonly RunningProcess[]): void {
  for (let before = -1; before !== family.size; ) {
    before = family.size;
    for (const { id, parent } of processes) if (family.has(parent)) family.add(id);
  }
}

/** Watches what this process starts, directly and through others, until told to stop. */
export function watchDescendants(): WatchedDescendants {
  const seen = new Map<string, RunningProcess>();
  const key = ({ id, started }: RunningProcess) => `${id} ${started}`;
  /** Processes of others: they stay that, so that a look need not read them again. None has the id 0, from which all come. */
  const strangers = new Set([0]);
  const look = () => {
    const ids = new Set(processIds());
    for (const id of strangers) if (id !== 0 && !ids.has(id)) strangers.delete(id);
    const unknown = [...ids].filter((id) => id !== process.pid && !strangers.has(id)).flatMap(readProcess);
    const own = new Set([process.pid]);
    extend(own, unknown);
    for (const each of unknown) if (own.has(each.id)) seen.set(key(each), each);
    // Whose parent ended, or came after the list was made, is told the next time.
    extend(strangers, unknown);
  };
  look();
  const timer = setInterval(look, 20);
  return {
    seen: () => [...seen.values()].map(({ command }) => command),
    remaining: () =>
      runningProcesses()
        .filter((each) => seen.has(key(each)))
        .map(({ command }) => command),
    stop: () => clearInterval(timer),
  };
}
