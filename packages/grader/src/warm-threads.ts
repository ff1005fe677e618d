import { join } from "node:path";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { SuiteThreadData } from "@tinytorch/sandbox";
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from "vitest/node";

interface SuiteThread {
  readonly worker: Worker;
  /** The grader's end of the channel whose other end a suite finds in its thread. */
  readonly submissionPort: MessagePort;
  /** Runs it has been used for. */
  runs: number;
}

export interface WarmThreads extends PoolRunnerInitializer {
  /** Starts a thread for the next run when none is waiting. */
  refill(): void;
  /** Ends the waiting threads: what they have been through is not to be trusted. */
  discard(): void;
}

/** A file's thread is asked for a moment before that of the file before it is given back. */
const mostWaiting = 2;

/** A thread is replaced after so many runs, so that nothing can pile up in it. */
const runsPerThread = 50;

/**
 * A vitest pool whose worker threads are up already, with vitest loaded, and serve run after run. The
 * pool's files are run with `isolate`, so each run evaluates the suite and all it imports anew.
 *
 * @param onUse is given the channel of the thread as a run takes it.
 */
export function warmThreads(onUse: (submissionPort: MessagePort) => void): WarmThreads {
  const waiting: SuiteThread[] = [];
  let launch: (() => SuiteThread) | null = null;

  return {
    name: "warm-threads",
    createPoolWorker(options) {
      launch ??= () => launchThread(options);
      const thread = waiting.pop() ?? launch();
      onUse(thread.submissionPort);
      return new WarmThread(thread, () => {
        if (waiting.length < mostWaiting && thread.runs < runsPerThread) waiting.push(thread);
        else void thread.worker.terminate();
      });
    },
    refill() {
      if (waiting.length === 0 && launch !== null) waiting.push(launch());
    },
    discard() {
      for (const { worker } of waiting.splice(0)) void worker.terminate();
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
  return { worker, submissionPort: port1, runs: 0 };
}

type Listener = Parameters<PoolWorker["on"]>[1];

/** One run's use of a thread. The thread itself is started once: later starts and all stops are answered here. */
class WarmThread implements PoolWorker {
  readonly name = "warm-threads";
  readonly #thread: SuiteThread;
  readonly #release: () => void;
  readonly #listeners: [event: string, listener: Listener][] = [];
  #broken = false;
  #stopped = false;

  constructor(thread: SuiteThread, release: () => void) {
    this.#thread = thread;
    this.#release = release;
    this.on("error", () => {
      this.#broken = true;
    });
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    this.#thread.worker.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.#thread.worker.off(event, listener);
  }

  send(message: Parameters<PoolWorker["send"]>[0]): void {
    if (message.type === "start" && this.#thread.runs++ > 0) this.#answer("started");
    else if (message.type === "stop") {
      this.#stopped = true;
      this.#answer("stopped");
    } else this.#thread.worker.postMessage(message);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async start(): Promise<void> {}

  /** Back to the pool after a run that ended in good order, else to the end. */
  async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners) this.#thread.worker.off(event, listener);
    if (this.#stopped && !this.#broken) this.#release();
    else void this.#thread.worker.terminate();
  }

  #answer(type: "started" | "stopped"): void {
    queueMicrotask(() => {
      this.#thread.worker.emit("message", { type, __vitest_worker_response__: true });
    });
  }
}
