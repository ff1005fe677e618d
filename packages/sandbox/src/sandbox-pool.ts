import type { SandboxJail, SandboxLayer } from "@tinytorch/course";
import { FunctionSealer } from "./function-sealer.ts";
import { type SandboxCommand, sandboxCommand } from "./layers.ts";
import type { SandboxSources, SealedFunction } from "./messages.ts";
import { readyProcess, type SandboxProcess } from "./sandbox-process.ts";
import type { ReadingHooks, ReadingLimits, Stripped } from "./strip-apart.ts";
import { TypeStripper } from "./type-stripper.ts";

export interface SandboxPoolOptions {
  /** Trusted packages by module id (`@tinytorch/tensor/src/index.ts`), as JavaScript. */
  readonly packages: SandboxSources;
  /** The limit on memory that processes are kept ready for, until one is taken with another. */
  readonly memoryMegabytes: number;
  /** The longest line a sandbox process may write, in characters. */
  readonly replyBytes: number;
  /** Processor seconds after which the kernel ends a sandbox process. */
  readonly cpuSeconds: number;
  /** The third layer; `auto` by default. */
  readonly jail?: SandboxJail;
  /** Processes kept ready, to begin with. */
  readonly warm: number;
  /**
   * How many submissions a process serves, one after the other, each in an isolate of its own. One by default: more is for what
   * the course has written itself, which nothing has to be kept from.
   */
  readonly submissionsEach?: number;
  /** What stripping the types of a submission may take; one second for a file by default. */
  readonly readingLimits?: ReadingLimits;
}

/** What the process that strips types is given: processor time for its whole life, memory as for such a submission. */
const parserSeconds = 60;
const parserMegabytes = 256;

/** The processes that are kept ready: all with one limit on memory, the last that was asked for. */
interface Shelf {
  readonly memoryMegabytes: number;
  readonly ready: Promise<SandboxProcess>[];
}

/**
 * Sandbox processes started ahead of need. Each is handed out once, serves one submission and dies (or as many as is asked for);
 * another takes its place in the background. What is kept ready does not grow with the number of a course's limits.
 */
export class SandboxPool {
  readonly #options: SandboxPoolOptions;
  readonly #stripper: TypeStripper;
  readonly #sealer: FunctionSealer;
  readonly #jail: SandboxJail;
  readonly #commands = new Map<number, Promise<SandboxCommand>>();
  /** Submissions that a process has served. */
  readonly #served = new WeakMap<SandboxProcess, number>();
  #shelf: Shelf;
  /** Processes kept ready. */
  #warm: number;
  readonly layers: readonly SandboxLayer[];
  /** Of the program that runs inside. */
  readonly version: string;
  #closed = false;

  private constructor(options: SandboxPoolOptions, parser: SandboxCommand) {
    this.#options = options;
    this.#warm = options.warm;
    this.#stripper = new TypeStripper(parser, { limits: options.readingLimits });
    this.#sealer = new FunctionSealer(parser);
    // The jail is looked for once: what one sandbox has, all must have.
    this.#jail = jailOf(parser.layers);
    this.#shelf = { memoryMegabytes: options.memoryMegabytes, ready: [] };
    this.layers = parser.layers;
    this.version = parser.version;
    this.refill();
    this.#sealer.prepare();
  }

  /** @throws MissingJailError when the jail that is asked for does not work here. */
  static async open(options: SandboxPoolOptions): Promise<SandboxPool> {
    const { jail = "auto" } = options;
    return new SandboxPool(options, await sandboxCommand(parserSeconds, { jail, memoryMegabytes: parserMegabytes }));
  }

  /** A submission's files as JavaScript, and why some are none. */
  stripTypes(files: SandboxSources, hooks: ReadingHooks): Promise<Stripped> {
    return this.#stripper.strip(files, hooks);
  }

  /** A suite's function as a process with a submission is given it. @throws Error when it cannot be had. */
  seal(source: string): Promise<SealedFunction> {
    return this.#sealer.seal(source);
  }

  /**
   * A process with the packages loaded.
   *
   * @param packages others than the pool's own: such a process is not kept ready.
   * @throws Error when one cannot be started: the machine's fault, never the submission's.
   */
  async take(memoryMegabytes: number, packages?: SandboxSources): Promise<SandboxProcess> {
    if (packages !== undefined) return this.#start(memoryMegabytes, packages);
    if (this.#shelf.memoryMegabytes !== memoryMegabytes) {
      const outdated = this.#shelf;
      this.#shelf = { memoryMegabytes, ready: [] };
      void emptied(outdated);
    }
    const warm = this.#shelf.ready.shift();
    const process = await (warm ?? this.#start(memoryMegabytes));
    return process.closed ? this.#start(memoryMegabytes) : process;
  }

  /**
   * Takes back a process that nothing more is asked of.
   *
   * @param memoryMegabytes with which it was taken; null of one with packages of its own.
   */
  giveBack(process: SandboxProcess, memoryMegabytes: number | null): void {
    const served = (this.#served.get(process) ?? 0) + 1;
    this.#served.set(process, served);
    const { submissionsEach = 1 } = this.#options;
    const isWanted = memoryMegabytes === this.#shelf.memoryMegabytes && this.#shelf.ready.length < this.#warm;
    if (isWanted && served < submissionsEach && !this.#closed && !process.busy) {
      this.#keepReady(this.#again(process, this.#shelf.memoryMegabytes));
    } else {
      process.close();
    }
  }

  /** Keeps one process more ready from now on, so that what is done beside a run does not take the next run's. */
  keepSpare(): void {
    this.#warm = this.#options.warm + 1;
  }

  /** Starts what is missing. Called when a run has ended, so that starting does not slow a run down. */
  refill(): void {
    void this.#sealer.rest();
    const { memoryMegabytes, ready } = this.#shelf;
    while (!this.#closed && ready.length < this.#warm) {
      this.#keepReady(this.#start(memoryMegabytes));
    }
  }

  #keepReady(starting: Promise<SandboxProcess>): void {
    // A failure to start is reported by the `take` that meets it.
    starting.catch(() => {});
    this.#shelf.ready.push(starting);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#sealer.rest();
    await this.#stripper.close();
    await emptied(this.#shelf);
  }

  async #start(memoryMegabytes: number, packages = this.#options.packages): Promise<SandboxProcess> {
    const { replyBytes } = this.#options;
    const command = await this.#command(memoryMegabytes);
    return readyProcess(command, replyBytes, { type: "prepare", packages, memoryMegabytes }, "done");
  }

  /** Makes a process ready anew; one that does not become so is replaced. */
  async #again(process: SandboxProcess, memoryMegabytes: number): Promise<SandboxProcess> {
    const { packages } = this.#options;
    const { isReady } = await process.becomes({ type: "prepare", packages, memoryMegabytes }, "done");
    return isReady ? process : this.#start(memoryMegabytes);
  }

  #command(memoryMegabytes: number): Promise<SandboxCommand> {
    const known = this.#commands.get(memoryMegabytes);
    if (known !== undefined) return known;
    const command = sandboxCommand(this.#options.cpuSeconds, { jail: this.#jail, memoryMegabytes });
    this.#commands.set(memoryMegabytes, command);
    // What failed once may work the next time.
    command.catch(() => this.#commands.delete(memoryMegabytes));
    return command;
  }
}

/** Ends the processes of a shelf. */
async function emptied({ ready }: Shelf): Promise<void> {
  for (const starting of ready.splice(0)) {
    const process = await starting.catch(() => null);
    process?.close();
  }
}

function jailOf(layers: readonly SandboxLayer[]): SandboxJail {
  const outermost = layers.at(-1);
  return outermost === "bubblewrap" || outermost === "gvisor" ? outermost : "process";
}
