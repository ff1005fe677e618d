import { type SandboxCommand, type SandboxLayer, type SandboxWall, sandboxCommand } from "./layers.ts";
import { SandboxProcess } from "./sandbox-process.ts";

export interface SandboxPoolOptions {
  /** Trusted packages by module id (`@tinytorch/tensor/src/index.ts`), as JavaScript. */
  readonly packages: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  /** The longest line a sandbox process may write, in characters. */
  readonly replyBytes: number;
  /** Processor seconds after which the kernel ends a sandbox process. */
  readonly cpuSeconds: number;
  /** The third layer; `auto` by default. */
  readonly wall?: SandboxWall;
  /** Processes kept ready. */
  readonly warm: number;
}

/** How long a sandbox process may take to become ready, in milliseconds. */
const startLimit = 20_000;

/**
 * Sandbox processes started ahead of need. Each is handed out once, serves one submission and dies; another takes its
 * place in the background.
 */
export class SandboxPool {
  readonly #options: SandboxPoolOptions;
  readonly #command: SandboxCommand;
  readonly #ready: Promise<SandboxProcess>[] = [];
  #closed = false;

  constructor(options: SandboxPoolOptions) {
    this.#options = options;
    this.#command = sandboxCommand(options.cpuSeconds, options);
    this.refill();
  }

  get layers(): readonly SandboxLayer[] {
    return this.#command.layers;
  }

  get version(): string {
    return this.#command.version;
  }

  /**
   * A process with the packages loaded.
   * @throws Error when one cannot be started: the machine's fault, never the submission's.
   */
  async take(): Promise<SandboxProcess> {
    const warm = this.#ready.shift() ?? this.#start();
    const process = await warm;
    if (!process.closed) return process;
    return this.#start();
  }

  /** Starts what is missing. Called when a run has ended, so that starting does not slow a run down. */
  refill(): void {
    while (!this.#closed && this.#ready.length < this.#options.warm) {
      const starting = this.#start();
      // A failure to start is reported by the `take` that meets it.
      starting.catch(() => {});
      this.#ready.push(starting);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const starting of this.#ready.splice(0)) {
      const process = await starting.catch(() => null);
      process?.close();
    }
  }

  async #start(): Promise<SandboxProcess> {
    const { packages, memoryMegabytes, replyBytes } = this.#options;
    const process = new SandboxProcess(this.#command, replyBytes);
    const reply = await process.exchange({ type: "prepare", packages, memoryMegabytes }, startLimit);
    if (reply.type === "done") return process;
    process.close();
    throw new Error(`sandbox: a process must become ready, got ${JSON.stringify(reply)}`);
  }
}
