/**
 * What this process has used of the processor since (ms). isolated-vm's own `cpuTime` is the time on the wall for which an
 * isolate's thread has had it, also while the thread waits for a processor.
 */
export function processorMilliseconds(since: NodeJS.CpuUsage | undefined): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}
