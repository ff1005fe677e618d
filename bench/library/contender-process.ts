import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Entry } from "./contenders.ts";
import type { Timing } from "./measure.ts";
import type { Opening } from "./protocol.ts";

/** A contender at work on one job, in a process of its own, so that it meets neither another's garbage nor its compiled code. */
export class ContenderProcess {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #lines: Interface;
  #errors = "";

  private constructor(command: string, commandArguments: readonly string[]) {
    this.#child = spawn(command, commandArguments, { stdio: "pipe", env: environment() });
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error("internal: a piped process must have its streams");
    this.#lines = createInterface(stdout);
    this.#answers = this.#lines[Symbol.asyncIterator]();
    stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errors += text;
    });
    // What it is written to after its end is lost, and its missing answer says so.
    this.#child.stdin?.on("error", () => undefined);
  }

  /**
   * Starts a contender on the job in a folder.
   * @param processor the only one that it may run on, unless it has several threads
   */
  static start({ name, side, load }: Entry, folder: string, processor?: string): ContenderProcess {
    const pinned = processor === undefined || side === "our threads" ? [] : ["taskset", "--cpu-list", processor];
    const program =
      load === undefined
        ? [process.env.PYTHON ?? "python3", join(import.meta.dirname, "contenders", "pytorch.py")]
        : [process.execPath, "--expose-gc", join(import.meta.dirname, "contend.ts")];
    const [command, ...words] = [...pinned, ...program, name, folder];
    return new ContenderProcess(command, words);
  }

  /** How the check went. @throws Error with the error it ended with instead */
  async opening(): Promise<Opening> {
    try {
      await once(this.#child, "spawn");
    } catch {
      return { state: "absent", detail: `no ${this.#child.spawnfile}` };
    }
    return this.#answer();
  }

  /** Measures for at least so many seconds. */
  measure(seconds: number): Promise<Timing> {
    this.#child.stdin?.write(`${seconds}\n`);
    return this.#answer();
  }

  /** Lets it end, by itself. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    this.#lines.close();
    if (this.#child.exitCode === null && this.#child.signalCode === null && this.#child.pid !== undefined)
      await once(this.#child, "exit");
  }

  /** The next line that is an answer: libraries greet on stdout, too. */
  async #answer<Answer>(): Promise<Answer> {
    for (;;) {
      const { value, done } = await this.#answers.next();
      if (done) throw new Error(/^\S*Error.*?: (.*)/m.exec(this.#errors)?.[1] ?? "ended without a word");
      if (value.startsWith("{")) return JSON.parse(value);
    }
  }
}

/**
 * One thread for PyTorch, as everyone else has, all the instructions that the processor has, and an allocator that keeps what was freed: left to itself, glibc may return
 * every temporary of an unfused step to the system and take its pages anew in the next, which can cost twenty times the step.
 */
function environment(): NodeJS.ProcessEnv {
  const gigabyte = `${2 ** 30}`;
  return {
    ...process.env,
    OMP_NUM_THREADS: "1",
    MKL_NUM_THREADS: "1",
    OPENBLAS_NUM_THREADS: "1",
    OPENBLAS_CORETYPE: undefined,
    MALLOC_MMAP_THRESHOLD_: gigabyte,
    MALLOC_TRIM_THRESHOLD_: gigabyte,
  };
}
