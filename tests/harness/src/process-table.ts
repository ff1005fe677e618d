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
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The second field, the program's name in brackets, may hold anything.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const [state, parent = "0"] = fields;
      if (state === "Z") return [];
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return [{ id: Number(name), parent: Number(parent), started: fields[19] ?? "", command }];
    } catch {
      return [];
    }
  });
}

export interface WatchedDescendants {
  /** Every process that was there at some time, as command lines. */
  seen(): readonly string[];
  /** Those of them that are still there, whoever their parent is now. */
  remaining(): readonly string[];
  stop(): void;
}

function descendants(): RunningProcess[] {
  const all = runningProcesses();
  const found: RunningProcess[] = [];
  const parents = new Set([process.pid]);
  for (let before = -1; before !== parents.size; ) {
    before = parents.size;
    for (const each of all) {
      if (!parents.has(each.parent) || parents.has(each.id)) continue;
      parents.add(each.id);
      found.push(each);
    }
  }
  return found;
}

/** Watches what this process starts, directly and through others, until told to stop. */
export function watchDescendants(): WatchedDescendants {
  const seen = new Map<string, RunningProcess>();
  const key = ({ id, started }: RunningProcess) => `${id} ${started}`;
  const look = () => {
    for (const each of descendants()) seen.set(key(each), each);
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
