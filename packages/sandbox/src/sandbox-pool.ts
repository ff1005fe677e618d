import type { SandboxJail, SandboxLayer } from "@tinytorch/course";
import { type SandboxCommand, sandboxCommand } from "./layers.ts";
import type { SandboxReply, SandboxSources } from "./messages.ts";
import { readyProcess, type SandboxProcess, type SandboxSilence } from "./sandbox-process.ts";
import { TypeStripper } from "./type-stripper.ts";

export interface SandboxPoolOptions {
  /** Trusted packages by module id (`@tinytorch/tensor/src/index.ts`), as JavaScript. */
  readonly packages: SandboxSources;
  /** The limits on memory that submissions come with: processes are kept ready for each. */
  readonly memoryMegabytes: readonly number[];
  /** The longest line a sandbox process may write, in characters. */
  readonly replyBytes: number;
  /** Processor seconds after which the kernel ends a sandbox process. */
  readonly cpuSeconds: number;
  /** The third layer; `auto` by default. */
  readonly jail?: SandboxJail;
  /** Processes kept ready for each limit. */
  readonly warm: number;
}

/** What the process that strips types is given: processor time for its whole life, memory as for such a submission. */
const parserSeconds = 60;
const parserMegabytes = 256;

/** Processes with one limit on memory. */
interface Shelf {
  readonly memoryMegabytes: number;
  readonly command: SandboxCommand;
  readonly ready: Promise<SandboxProcess>[];
}

/**
 * Sandbox processes started ahead of need. Each is handed out once, serves one submission and dies; another takes its
 * place in the background.
 */
export class SandboxPool {
  readonly #options: SandboxPoolOptions;
  readonly #shelves: ReadonlyMap<number, Shelf>;
  readonly #stripper: TypeStripper;
  readonly layers: readonly SandboxLayer[];
  /** Of the program that runs inside. */
  readonly version: string;
  #closed = false;

  private constructor(options: SandboxPoolOptions, shelves: readonly Shelf[], parser: SandboxCommand) {
    this.#options = options;
    this.#shelves = new Map(shelves.map((shelf) => [shelf.memoryMegabytes, shelf]));
    this.#stripper = new TypeStripper(parser);
    this.layers = parser.layers;
    this.version = parser.version;
    this.refill();
  }

  /** @throws MissingJailError when the jail that is asked for does not work here. */
  static async open(options: SandboxPoolOptions): Promise<SandboxPool> {
    const { cpuSeconds, jail = "auto" } = options;
    const parser = await sandboxCommand(parserSeconds, { jail, memoryMegabytes: parserMegabytes });
    // The jail is looked for once: what one sandbox has, all must have.
    const found = jailOf(parser.layers);
    const shelves = options.memoryMegabytes.map(async (memoryMegabytes): Promise<Shelf> => {
      const command = await sandboxCommand(cpuSeconds, { jail: found, memoryMegabytes });
      return { memoryMegabytes, command, ready: [] };
    });
    return new SandboxPool(options, await Promise.all(shelves), parser);
  }

  /** A submission's files as JavaScript, or why they are none. */
  stripTypes(files: SandboxSources, milliseconds: number): Promise<SandboxReply | SandboxSilence> {
    return this.#stripper.strip(files, milliseconds);
  }

  /**
   * A process with the packages loaded.
   * @throws Error when one cannot be started: the machine's fault, never the submission's.
   */
  async take(memoryMegabytes: number): Promise<SandboxProcess> {
    const shelf = this.#shelves.get(memoryMegabytes);
    if (shelf === undefined) {
      throw new Error(`sandbox: the memory limit must be one the pool knows, got ${memoryMegabytes} MB`);
    }
    const warm = shelf.ready.shift() ?? this.#start(shelf);
    const process = await warm;
    if (!process.closed) return process;
    return this.#start(shelf);
  }

  /** Starts what is missing. Called when a run has ended, so that starting does not slow a run down. */
  refill(): void {
    for (const shelf of this.#shelves.values()) {
      while (!this.#closed && shelf.ready.length < this.#options.warm) {
        const starting = this.#start(shelf);
        // A failure to start is reported by the `take` that meets it.
        starting.catch(() => {});
        shelf.ready.push(starting);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#stripper.close();
    for (const { ready } of this.#shelves.values()) {
      for (const starting of ready.splice(0)) {
        const process = await starting.catch(() => null);
        process?.close();
      }
    }
  }

  #start({ command, memoryMegabytes }: Shelf): Promise<SandboxProcess> {
    const { packages, replyBytes } = this.#options;
    return readyProcess(command, replyBytes, { type: "prepare", packages, memoryMegabytes }, "done");
  }
}

function jailOf(layers: readonly SandboxLayer[]): SandboxJail {
  const outermost = layers.at(-1);
  return outermost === "bubblewrap" || outermost === "gvisor" ? outermost : "process";
}
