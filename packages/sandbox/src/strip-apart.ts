import type { LoadProblem } from "@tinytorch/course";
import type { Exchanger } from "./exchanger.ts";
import { endedItsParser, notRead, saysItBrokeTheParser, slowToRead } from "./load-words.ts";
import type { SandboxReply, SandboxSources } from "./messages.ts";
import type { SandboxNotice } from "./sandbox-notice.ts";
import { withSecondTry } from "./second-try.ts";
import type { SandboxSilence } from "./silence.ts";
import { farWall } from "./wall-clock.ts";

/** What reading a submission may take of the processor. */
export interface ReadingLimits {
  /** One file. The largest that is taken needs an eighth of it. */
  readonly fileMilliseconds: number;
  /** All of them, those included that are given up: the files after that are not read. */
  readonly submissionMilliseconds: number;
}

export const readingLimits: ReadingLimits = { fileMilliseconds: 1_000, submissionMilliseconds: 2_000 };

export interface ReadingHooks {
  /** Told of each parser that a file ended. */
  readonly onNotice: (notice: SandboxNotice) => void;
  /** Aborted, it ends the parser that is at work, and what comes back says nothing of the submission. */
  readonly signal?: AbortSignal | undefined;
}

/** A submission as JavaScript, as far as it can be that. */
export interface Stripped {
  readonly files: SandboxSources;
  readonly problems: readonly LoadProblem[];
}

/** What is left of a file's limit to its first try, and to all there are once a file was given up. */
const shortShare = 1 / 4;

/**
 * Strips each file of a submission by itself. One that its parser does not come to an end with, or breaks over, is left
 * out with its problem, and the others are read by another parser: it stands for none but itself.
 *
 * A parser may be slow by what an earlier submission left in it. So a file first has a short time, and is then read once
 * more by a fresh parser, with all its time. Once one was given up after that, the others have the short time alone.
 *
 * @param ready the parser at hand, or another in place of one that has ended.
 * @throws InfrastructureError when two parsers were stopped from outside; Error when none can be started.
 */
export async function stripApart(
  files: SandboxSources,
  ready: () => Promise<Exchanger>,
  limits: ReadingLimits,
  hooks: ReadingHooks,
): Promise<Stripped> {
  const reading = new Reading(ready, limits, hooks);
  const stripped: Record<string, string> = {};
  const problems: LoadProblem[] = [];
  for (const [file, source] of Object.entries(files)) {
    const reply = await reading.read(file, source);
    if (reply.type === "stripped") stripped[file] = reply.source;
    else problems.push({ ...reply.problem, file });
  }
  return { files: stripped, problems };
}

type Read = Extract<SandboxReply, { type: "stripped" | "not-stripped" }>;

class Reading {
  readonly #ready: () => Promise<Exchanger>;
  readonly #limits: ReadingLimits;
  readonly #hooks: ReadingHooks;
  readonly #shortMilliseconds: number;
  #spent = 0;
  #hasGivenUp = false;

  constructor(ready: () => Promise<Exchanger>, limits: ReadingLimits, hooks: ReadingHooks) {
    this.#ready = ready;
    this.#limits = limits;
    this.#hooks = hooks;
    this.#shortMilliseconds = Math.ceil(limits.fileMilliseconds * shortShare);
  }

  async read(file: string, source: string): Promise<Read> {
    const { fileMilliseconds, submissionMilliseconds } = this.#limits;
    const { onNotice, signal } = this.#hooks;
    if (this.#spent >= submissionMilliseconds || signal?.aborted) {
      return notStripped(file, notRead(submissionMilliseconds));
    }
    let milliseconds = 0;
    const ask = () => {
      milliseconds = milliseconds === 0 || this.#hasGivenUp ? this.#shortMilliseconds : fileMilliseconds;
      return this.#ask(file, source, milliseconds);
    };
    const isFinal = () => this.#hasGivenUp || signal?.aborted === true;
    const reply = await withSecondTry(ask, { during: "strip", onNotice, isFinal });
    if (reply.type === "stripped" || reply.type === "not-stripped") return reply;
    this.#hasGivenUp = true;
    const isSlow = reply.type === "silence" && reply.reason === "timeout";
    return notStripped(file, isSlow ? slowToRead(milliseconds) : endedItsParser);
  }

  /** @param milliseconds of the processor. */
  async #ask(file: string, source: string, milliseconds: number): Promise<SandboxReply | SandboxSilence> {
    const { signal } = this.#hooks;
    const parser = await this.#ready();
    const stop = () => parser.close();
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    const before = parser.processorMilliseconds;
    const reply = await parser.exchange({ type: "strip", file, source }, farWall(milliseconds), milliseconds);
    signal?.removeEventListener("abort", stop);
    this.#spent += reply.type === "silence" ? milliseconds : parser.processorMilliseconds - before;
    if (reply.type === "not-stripped" && saysItBrokeTheParser(reply.problem)) {
      parser.close();
      // To start another takes its time as well.
      this.#spent += this.#shortMilliseconds;
    }
    return reply;
  }
}

function notStripped(file: string, message: string): Read {
  return { type: "not-stripped", problem: { file, line: null, column: null, message } };
}
