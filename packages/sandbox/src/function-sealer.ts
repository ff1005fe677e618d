import type { SandboxCommand } from "./layers.ts";
import type { SealedFunction } from "./messages.ts";
import { readyProcess, type SandboxProcess } from "./sandbox-process.ts";

/** How long sealing one may take (ms). */
const wallMilliseconds = 20_000;

/** The longest reply that is read, in characters. */
const maximumReply = 2 ** 24;

/** Functions that are kept; a course's suites together have fewer. */
const mostKept = 2_000;

/**
 * Seals the functions of suites, each once for all runs, in a sandbox process that is given nothing else and ends as soon
 * as there are no more. So a hidden test's text never enters the process that runs a submission, and nobody there
 * compiles it again.
 */
export class FunctionSealer {
  readonly #command: SandboxCommand;
  readonly #sealed = new Map<string, SealedFunction>();
  #process: SandboxProcess | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(command: SandboxCommand) {
    this.#command = command;
  }

  /** @throws Error when the machinery cannot: no submission has any part in it. */
  async seal(source: string): Promise<SealedFunction> {
    const known = this.#sealed.get(source);
    if (known !== undefined) return known;
    const sealing = this.#last.then(() => this.#sealed.get(source) ?? this.#sealNow(source));
    this.#last = sealing.catch(() => {});
    return sealing;
  }

  /** Starts the process ahead of the first function, which then need not wait for it. */
  prepare(): void {
    const preparing = this.#last.then(() => this.#ready());
    // A failure to start is reported by the function that meets it.
    this.#last = preparing.catch(() => {});
  }

  /** Ends the process until there is another function to seal. */
  rest(): Promise<unknown> {
    this.#last = this.#last.then(() => {
      this.#process?.close();
      this.#process = null;
    });
    return this.#last;
  }

  async #sealNow(source: string): Promise<SealedFunction> {
    const process = await this.#ready();
    const reply = await process.exchange({ type: "seal", source }, wallMilliseconds);
    if (reply.type !== "sealed") {
      process.close();
      throw new Error(`sandbox: a suite's function must be one that can be sealed, got ${JSON.stringify(reply)}`);
    }
    if (this.#sealed.size >= mostKept) this.#sealed.clear();
    this.#sealed.set(source, reply.function);
    return reply.function;
  }

  async #ready(): Promise<SandboxProcess> {
    if (this.#process === null || this.#process.closed) {
      const sample = { type: "seal", source: "() => 0" } as const;
      this.#process = await readyProcess(this.#command, maximumReply, sample, "sealed");
    }
    return this.#process;
  }
}
