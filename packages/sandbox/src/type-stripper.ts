import type { SandboxCommand } from "./layers.ts";
import { saysItBrokeTheParser } from "./load-words.ts";
import type { SandboxReply, SandboxSources } from "./messages.ts";
import type { SandboxNotice } from "./sandbox-notice.ts";
import { readyProcess, type SandboxProcess, type SandboxSilence } from "./sandbox-process.ts";
import { withSecondTry } from "./second-try.ts";

/** A process is replaced after so many submissions, so that nothing can pile up in it. */
const submissionsPerProcess = 500;

/** So many files of a submission may each break a parser, and the others are read by another. */
const mostBreaking = 3;

/** How long a parser may take (ms): a submission of any size that is taken is parsed in a small part of it. */
const wallMilliseconds = 5_000;

/** The longest reply that is read, in characters: far more than a submission may hold. */
const maximumReply = 2 ** 24;

/**
 * Turns submissions into JavaScript, in a sandbox process of its own that runs no code of theirs. The parser takes longer
 * to start than a submission takes to parse: one process serves many, and none of it is started inside a submission's
 * own sandbox.
 */
export class TypeStripper {
  readonly #command: SandboxCommand;
  #parser: Promise<SandboxProcess>;
  #served = 0;
  #closed = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(command: SandboxCommand) {
    this.#command = command;
    this.#parser = this.#replace();
  }

  /**
   * The files as JavaScript, or why they are none; silence when two parsers broke over them by their own doing. One may
   * have been stopped by the machine, or by what an earlier submission left in it: another tries once more.
   * @throws InfrastructureError when two were stopped from outside; Error when no parser can be started.
   */
  strip(files: SandboxSources, onNotice: (notice: SandboxNotice) => void): Promise<SandboxReply | SandboxSilence> {
    const reply = this.#last.then(() => this.#stripAll(files, onNotice, mostBreaking));
    this.#last = reply.catch(() => {});
    return reply;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const parser = await this.#parser.catch(() => null);
    parser?.close();
  }

  /** A file that breaks the parser is left out, and the others read by another: it stands for none but itself. */
  async #stripAll(
    files: SandboxSources,
    onNotice: (notice: SandboxNotice) => void,
    mayBreak: number,
  ): Promise<SandboxReply | SandboxSilence> {
    const reply = await withSecondTry(() => this.#stripNow(files), { during: "strip", onNotice });
    const breaking = reply.type === "stripped" ? reply.problems.find(saysItBrokeTheParser) : undefined;
    if (breaking === undefined || mayBreak === 0) return reply;
    const { [breaking.file]: _, ...others } = files;
    const rest = await this.#stripAll(others, onNotice, mayBreak - 1);
    return rest.type === "stripped" ? { ...rest, problems: [breaking, ...rest.problems] } : rest;
  }

  async #stripNow(files: SandboxSources): Promise<SandboxReply | SandboxSilence> {
    if (this.#closed) throw new Error("sandbox: types must be stripped before the pool is closed");
    let parser = await this.#parser.catch(() => null);
    if (parser === null || parser.closed) parser = await this.#replace();
    const reply = await parser.exchange({ type: "strip", files }, wallMilliseconds);
    this.#served += 1;
    // A parser that stumbled over one submission is not trusted with the next.
    if (reply.type !== "stripped" || reply.problems.length > 0 || this.#served >= submissionsPerProcess) {
      parser.close();
      if (!this.#closed) void this.#replace();
    }
    return reply;
  }

  #replace(): Promise<SandboxProcess> {
    this.#served = 0;
    const sampleFiles = { "src/sample.ts": sample };
    this.#parser = readyProcess(this.#command, maximumReply, { type: "strip", files: sampleFiles }, "stripped");
    // A failure to start is reported by the submission that meets it.
    this.#parser.catch(() => {});
    return this.#parser;
  }
}

/** A little of each thing that submissions are made of: parsing it first loads all of the parser. */
const sample = `
import type { A } from "./a.ts";
import { type B, c } from "./b.ts";
export type Options<T extends object = A> = { readonly rate?: number; list: readonly T[] } & Partial<B>;
export interface Shape { (x: number): string; size: number | null }
/** A class. */
export abstract class Base<T> extends c.Parent<T> implements Shape {
  readonly #state = new Map<string, T>();
  protected readonly flag: boolean = false;
  constructor(params: readonly T[], { rate = 1, ...rest }: Partial<Options> = {}) {
    super(params as unknown as T);
    if (!(rate >= 0)) throw new RangeError(\`rate must be >= 0, got \${rate}\`);
    for (const [i, each] of params.entries()) this.#state.set(String(i), each);
  }
  override step(x?: number): asserts x is number { const y = x! ** 2 + (rest?.a ?? 0); return void y; }
  get size(): number { return this.#state.size; }
}
export const f = async <T,>(...xs: T[]): Promise<T[]> => xs.filter((x): x is T => x !== undefined);
`;
