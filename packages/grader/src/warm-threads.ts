import { join } from "node:path";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { SuiteThreadData } from "@tinytorch/sandbox";
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from "vitest/node";

/** The thread that suites run in, with vitest loaded. */
export interface SuiteThread {
  readonly worker: Worker;
  /** The grader's end of the channel whose other end a suite finds in its thread. */
  readonly submissionPort: MessagePort;
  /** Files it has been used for. */
  files: number;
  /** It has ended because its memory did. */
  ranOutOfMemory: boolean;
}

export interface WarmThreads extends PoolRunnerInitializer {
  /** Starts the next run's thread when none is waiting. */
  refill(): void;
  /** Ends the waiting thread: what it has been through is not to be trusted. */
  discard(): void;
  /** Ends the waiting thread, and each that is given back from now on. */
  close(): void;
}

/** A thread is replaced after so many files, so that nothing can pile up in it. */
const filesPerThread = 100;

/** Megabytes of heap a thread may take: vitest and a suite take a fifth. One that asks for more ends, and the process lives. */
const heapMegabytes = 256;

/**
 * A vitest pool of one worker thread that is up already, with vitest loaded, and serves run after run. The pool's files
 * are run with `isolate`, so each run evaluates the suite and all it imports anew.
 *
 * @param onUse is given the thread as a run takes it.
 */
export function warmThreads(onUse: (thread: SuiteThread) => void): WarmThreads {
  let waiting: SuiteThread | null = null;
  let launch: (() => SuiteThread) | null = null;
  let free: Promise<void> = Promise.resolve();
  let closed = false;

  function launchWatched(options: PoolOptions): SuiteThread {
    const thread = launchThread(options);
    const forget = () => {
      if (waiting === thread) waiting = null;
    };
    // One that ends while nobody uses it must not be lent out.
    thread.worker.on("error", forget).on("exit", forget);
    thread.worker.on("error", (error: NodeJS.ErrnoException) => {
      thread.ranOutOfMemory ||= error.code === "ERR_WORKER_OUT_OF_MEMORY";
    });
    return thread;
  }

  /** The thread, once whoever has it has given it back. */
  async function borrow(options: PoolOptions): Promise<Loan> {
    launch ??= () => launchWatched(options);
    const turn = free;
    const { promise, resolve } = Promise.withResolvers<void>();
    free = promise;
    await turn;
    try {
      const thread = waiting ?? launch();
      waiting = null;
      onUse(thread);
      const giveBack = (isFit: boolean) => {
        if (isFit && !closed && thread.files < filesPerThread) waiting = thread;
        else void thread.worker.terminate();
        resolve();
      };
      return { thread, giveBack };
    } catch (error) {
      resolve();
      throw error;
    }
  }

  function discard(): void {
    void waiting?.worker.terminate();
    waiting = null;
  }

  return {
    name: "warm-threads",
    createPoolWorker: (options) => new WarmThread(() => borrow(options)),
    refill() {
      if (waiting === null && launch !== null && !closed) waiting = launch();
    },
    discard,
    close() {
      closed = true;
      discard();
    },
  };
}

interface Loan {
  readonly thread: SuiteThread;
  /** Called once; a thread that is not fit for another run is ended. */
  giveBack(isFit: boolean): void;
}

function launchThread({ distPath, env, execArgv }: PoolOptions): SuiteThread {
  const { port1, port2 } = new MessageChannel();
  const workerData: SuiteThreadData = { submissionPort: port2 };
  const worker = new Worker(join(distPath, "workers/threads.js"), {
    env,
    execArgv,
    workerData,
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  return { worker, submissionPort: port1, files: 0, ranOutOfMemory: false };
}

type Listener = Parameters<PoolWorker["on"]>[1];

/** One file's use of the thread. The thread itself is started once: later starts and all stops are answered here. */
class WarmThread implements PoolWorker {
  readonly name = "warm-threads";
  readonly #borrow: () => Promise<Loan>;
  readonly #listeners: [event: string, listener: Listener][] = [];
  #loan: Loan | null = null;
  #stopped = false;

  constructor(borrow: () => Promise<Loan>) {
    this.#borrow = borrow;
  }

  async start(): Promise<void> {
    this.#loan = await this.#borrow();
    this.on("error", () => this.#giveBack(false));
    this.on("exit", () => this.#giveBack(false));
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    this.#loan?.thread.worker.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.#loan?.thread.worker.off(event, listener);
  }

  send(message: Parameters<PoolWorker["send"]>[0]): void {
    const thread = this.#loan?.thread;
    if (thread === undefined) return;
    if (message.type === "start" && thread.files++ > 0) this.#answer("started");
    else if (message.type === "stop") {
      this.#stopped = true;
      this.#answer("stopped");
    } else thread.worker.postMessage(message);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async stop(): Promise<void> {
    this.#giveBack(this.#stopped);
  }

  #giveBack(isFit: boolean): void {
    const loan = this.#loan;
    this.#loan = null;
    if (loan === null) return;
    for (const [event, listener] of this.#listeners) loan.thread.worker.off(event, listener);
    loan.giveBack(isFit);
  }

  #answer(type: "started" | "stopped"): void {
    queueMicrotask(() => {
      this.#loan?.thread.worker.emit("message", { type, __vitest_worker_response__: true });
    });
  }
}
