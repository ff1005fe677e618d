import type { SandboxCommand } from "./layers.ts";
import type { SandboxSources } from "./messages.ts";
import { parserSample } from "./parser-sample.ts";
import { readyProcess, type SandboxProcess } from "./sandbox-process.ts";
import { type ReadingHooks, type ReadingLimits, readingLimits, type Stripped, stripApart } from "./strip-apart.ts";

/** A process is replaced after so many submissions, so that nothing can pile up in it. */
const submissionsPerProcess = 500;

/** So many submissions are read at once; one is, unless somebody would have to wait. */
const mostParsers = 3;

/** How long a submission waits for a parser before it gets one of its own (ms): reading another one takes less. */
const patienceMilliseconds = 250;

/** The longest reply that is read, in characters: far more than a file may hold. */
const maximumReply = 2 ** 24;

export interface TypeStripperOptions {
  readonly limits?: ReadingLimits | undefined;
  readonly patienceMilliseconds?: number | undefined;
}

/**
 * Turns submissions into JavaScript, in sandbox processes of their own that run no code of theirs. The parser takes longer
 * to start than a submission takes to parse: one process serves many, and none of it is started inside a submission's
 * own sandbox. Who comes while it is busy for long is served by another one beside it, which ends afterwards.
 */
export class TypeStripper {
  readonly #command: SandboxCommand;
  readonly #limits: ReadingLimits;
  readonly #patience: number;
  readonly #all = new Set<Parser>();
  /** Of all parsers, one at most that has nothing to do. */
  #free: Parser | null;
  readonly #waiting = new Set<(parser: Parser) => void>();
  #closed = false;

  constructor(command: SandboxCommand, { limits = readingLimits, ...options }: TypeStripperOptions = {}) {
    this.#command = command;
    this.#limits = limits;
    this.#patience = options.patienceMilliseconds ?? patienceMilliseconds;
    this.#free = this.#start();
  }

  /**
   * The files as JavaScript, and why the others are none.
   * @throws InfrastructureError when two parsers were stopped from outside; Error when no parser can be started.
   */
  async strip(files: SandboxSources, hooks: ReadingHooks): Promise<Stripped> {
    const parser = await this.#take();
    try {
      return await parser.strip(files, this.#limits, hooks);
    } finally {
      this.#giveBack(parser);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((parser) => parser.close()));
  }

  #take(): Promise<Parser> {
    const free = this.#free;
    this.#free = null;
    if (free !== null) return Promise.resolve(free);
    return new Promise((resolve) => {
      const receive = (parser: Parser) => {
        clearTimeout(timer);
        this.#waiting.delete(receive);
        resolve(parser);
      };
      const timer = setTimeout(() => {
        if (this.#all.size < mostParsers && !this.#closed) receive(this.#start());
      }, this.#patience);
      this.#waiting.add(receive);
    });
  }

  #giveBack(parser: Parser): void {
    const [next] = this.#waiting;
    if (next === undefined && this.#free !== null) {
      this.#all.delete(parser);
      void parser.close();
      return;
    }
    parser.renew();
    if (next === undefined) this.#free = parser;
    else next(parser);
  }

  #start(): Parser {
    const parser = new Parser(this.#command);
    this.#all.add(parser);
    return parser;
  }
}

/** A process that parses, and another in place of one that is not to be trusted any more. */
class Parser {
  readonly #command: SandboxCommand;
  #process: Promise<SandboxProcess>;
  #served = 0;
  #hasStumbled = false;
  #closed = false;

  constructor(command: SandboxCommand) {
    this.#command = command;
    this.#process = this.#replace();
  }

  async strip(files: SandboxSources, limits: ReadingLimits, hooks: ReadingHooks): Promise<Stripped> {
    const stripped = await stripApart(files, () => this.#ready(), limits, hooks);
    this.#served += 1;
    // One that stumbled over a submission is not trusted with the next.
    this.#hasStumbled = stripped.problems.length > 0;
    return stripped;
  }

  /** Starts another process where the next submission needs one. */
  renew(): void {
    if (this.#closed || !(this.#hasStumbled || this.#served >= submissionsPerProcess)) return;
    void this.#end();
    this.#replace();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #ready(): Promise<SandboxProcess> {
    const process = await this.#process.catch(() => null);
    if (this.#closed) throw new Error("sandbox: types must be stripped before the pool is closed");
    return process === null || process.closed ? this.#replace() : process;
  }

  async #end(): Promise<void> {
    const process = await this.#process.catch(() => null);
    process?.close();
  }

  #replace(): Promise<SandboxProcess> {
    this.#served = 0;
    this.#hasStumbled = false;
    this.#process = readyProcess(this.#command, maximumReply, parserSample, "stripped");
    // A failure to start is reported by the submission that meets it.
    this.#process.catch(() => {});
    return this.#process;
  }
}
