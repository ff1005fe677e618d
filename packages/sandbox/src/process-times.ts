import { readdirSync, readFileSync } from "node:fs";

/** `/proc` counts processor time in hundredths of a second. */
const millisecondsPerTick = 10;

/**
 * The processor time that a process and all that it started have used (ms), as the kernel counts it; null where that
 * cannot be told: the process is gone, or this is no Linux.
 */
export function processorMilliseconds(pid: number): number | null {
  try {
    const own = ticks(pid);
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" "))
      .filter((child) => child !== "")
      .reduce((sum, child) => sum + (processorMilliseconds(Number(child)) ?? 0), own * millisecondsPerTick);
  } catch {
    return null;
  }
}

/** In the program and in the kernel, of the process itself and of the children it has buried. */
function ticks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name, in brackets, may hold spaces and brackets: what follows the last one is numbers.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
}
