import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from "vitest/node";

/**
 * A vitest pool whose next worker thread is always up already: it has vitest loaded and waits for its run. Each thread
 * serves one run and ends, as in vitest's own pool of threads; only the waiting is done ahead.
 */
export function warmThreads(): PoolRunnerInitializer & { refill(): void; close(): Promise<void> } {
  let spare: Worker | null = null;
  let launch: (() => Worker) | null = null;

  return {
    name: "warm-threads",
    createPoolWorker(options) {
      launch ??= () => launchThread(options);
      const thread = spare ?? launch();
      spare = null;
      return new WarmThread(thread);
    },
    refill() {
      spare ??= launch?.() ?? null;
    },
    async close() {
      await spare?.terminate();
    },
  };
}

function launchThread({ distPath, env, execArgv }: PoolOptions): Worker {
  return new Worker(join(distPath, "workers/threads.js"), { env, execArgv });
}

class WarmThread implements PoolWorker {
  readonly name = "warm-threads";
  readonly #thread: Worker;

  constructor(thread: Worker) {
    this.#thread = thread;
  }

  on(event: string, listener: Parameters<PoolWorker["on"]>[1]): void {
    this.#thread.on(event, listener);
  }

  off(event: string, listener: Parameters<PoolWorker["off"]>[1]): void {
    this.#thread.off(event, listener);
  }

  send(message: Parameters<PoolWorker["send"]>[0]): void {
    this.#thread.postMessage(message);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async start(): Promise<void> {}

  /** Nobody need wait for the end of a thread that has told its results. */
  async stop(): Promise<void> {
    void this.#thread.terminate();
  }
}
