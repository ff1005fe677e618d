import { Worker } from "node:worker_threads";

/** What the thread that stops the program is told. */
export interface StopOrder {
  readonly seconds: number;
  /** Where the student's code lies. */
  readonly source: string;
}

/**
 * Ends this process when it is still running after so many seconds, even in a loop that never ends: another thread looks at
 * which line of the source is reached, and tells it in a record.
 */
export function stopAfter(seconds: number, source: string): void {
  const workerData: StopOrder = { seconds, source };
  // A door of its own, so that it is found wherever this code lies.
  const thread = new URL(import.meta.resolve("@tinytorch/lab/stopping-thread"));
  const worker = new Worker(thread, { workerData, execArgv: [] });
  worker.unref();
}
