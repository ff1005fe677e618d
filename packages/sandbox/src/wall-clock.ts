/**
 * The time on the wall (ms) after which a sandbox process is given up that may use the processor for so long: far enough
 * that a process which is merely kept waiting by others is done by then.
 */
export function farWall(processorMilliseconds: number): number {
  return 10 * processorMilliseconds + 10_000;
}
