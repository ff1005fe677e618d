import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { runningProcesses } from "./process-table.ts";

/**
 * The process that runs a submission just now: of all sandboxes that come from this process, the one that the processor
 * works for.
 *
 * @param run what the submission's run ends with: an error if it ends before a sandbox was seen at work.
 * @param atLeast the processor time it must have had (in hundredths of a second): more than it takes to start.
 */
export async function busySandbox(run: Promise<unknown>, atLeast = 0): Promise<number> {
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  run.then(end, end);
  while (!ended) {
    const before = new Map(sandboxes().map((id) => [id, ticks(id)]));
    await setTimeout(100);
    for (const [id, used] of before) if (ticks(id) > Math.max(used, atLeast)) return id;
  }
  throw new Error("busySandbox: a sandbox must be seen at work while the run lasts, got its end");
}

/** Node itself, and not the jail round it. */
function sandboxes(): readonly number[] {
  const all = new Map(runningProcesses().map((each) => [each.id, each]));
  const isOurs = (id: number): boolean => id === process.pid || (all.has(id) && isOurs(all.get(id)?.parent ?? 0));
  return [...all.values()]
    .filter(({ command }) => command.startsWith(`${process.execPath} `) && command.includes("child.cjs"))
    .map(({ id }) => id)
    .filter(isOurs);
}

function ticks(id: number): number {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}
