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

/** A first look at a process comes after this part of its time: most have answered by then, and looking takes time. */
const unseenShare = 1 / 8;

/** Where the kernel does not tell, a process is taken to have this part of the time that goes by. */
const untoldShare = 1 / 5;

/**
 * Calls once a process and all that it started have used so much of the processor from now on; what they use before the first
 * look is left out.
 *
 * @returns what ends the watch.
 */
export function afterProcessorTime(pid: number, milliseconds: number, onSpent: () => void): () => void {
  const begunAt = performance.now();
  let begun: number | null = null;
  const look = () => {
    const now = processorMilliseconds(pid);
    begun ??= now;
    const used = begun === null ? (performance.now() - begunAt) * untoldShare : (now ?? begun) - begun;
    const left = milliseconds - used;
    if (left > 0) timer = setTimeout(look, Math.max(left, millisecondsPerTick));
    else onSpent();
  };
  let timer = setTimeout(look, Math.ceil(milliseconds * unseenShare));
  return () => clearTimeout(timer);
}

/** In the program and in the kernel, of the process itself and of the children it has buried. */
function ticks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name, in brackets, may hold spaces and brackets: what follows the last one is numbers.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
}
