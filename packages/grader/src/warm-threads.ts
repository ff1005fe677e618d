import { join } from "node:path";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { SuiteThreadData } from "@tinytorch/sandbox";
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from "vitest/node";

interface SuiteThread {
  readonly worker: Worker;
  /** The grader's end of the channel whose other end a suite finds in its thread. */
  readonly submissionPort: MessagePort;
}

export interface WarmThreads extends PoolRunnerInitializer {
  /** Starts the next run's thread, when the last one has been used. */
  refill(): void;
  close(): Promise<void>;
}

/**
 * A vitest pool whose next worker thread is always up already: it has vitest loaded and waits for its run. Each thread
 * serves one run and ends, as in vitest's own pool of threads; only the waiting is done ahead.
 *
 * @param onUse is given the channel of each thread as a run takes it.
 */
export function warmThreads(onUse: (submissionPort: MessagePort) => void): WarmThreads {
  let spare: SuiteThread | null = null;
  let launch: (() => SuiteThread) | null = null;

  return {
    name: "warm-threads",
    createPoolWorker(options) {
      launch ??= () => launchThread(options);
      const { worker, submissionPort } = spare ?? launch();
      spare = null;
      onUse(submissionPort);
      return new WarmThread(worker);
    },
    refill() {
      spare ??= launch?.() ?? null;
    },
    async close() {
      await spare?.worker.terminate();
    },
  };
}

function launchThread({ distPath, env, execArgv }: PoolOptions): SuiteThread {
  const { port1, port2 } = new MessageChannel();
  const workerData: SuiteThreadData = { submissionPort: port2 };
  const worker = new Worker(join(distPath, "workers/threads.js"), {
    env,
    execArgv,
    workerData,
    transferList: [port2],
  });
  return { worker, submissionPort: port1 };
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
