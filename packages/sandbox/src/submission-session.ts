import { InfrastructureError, type Limits, type LoadProblem } from "@tinytorch/course";
import { exportedTypes } from "./exported-names.ts";
import {
  checkedProblems,
  explainFailure,
  type FailureContext,
  loadFailure,
  type SandboxFailure,
  wholeProblem,
} from "./failure.ts";
import { saysItNeverEnds } from "./load-words.ts";
import { mathRandomSeed } from "./math-random-seed.ts";
import type { CodePlace, SandboxReply, SandboxRequest, SandboxSources } from "./messages.ts";
import { blameForEnd, endWords } from "./sandbox-end.ts";
import type { SandboxNotice } from "./sandbox-notice.ts";
import type { SandboxPool } from "./sandbox-pool.ts";
import type { SandboxProcess } from "./sandbox-process.ts";
import { withSecondTry } from "./second-try.ts";
import { type SandboxSilence, silence } from "./silence.ts";
import { SlowPlaces, shortShare } from "./slow-places.ts";
import type { Stripped } from "./strip-apart.ts";
import { rulesToLoad, type SubmissionRules } from "./submission-rules.ts";
import { farWall } from "./wall-clock.ts";

/** The limits that a sandbox keeps; the size of files is looked at before. */
export type SubmissionLimits = Readonly<Omit<Limits, "fileBytes">>;

export interface SubmissionToRun extends SubmissionRules {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly exports: readonly string[];
  /** In place of the pool's own; a process with them is not kept ready. */
  readonly packages?: SandboxSources | undefined;
  readonly seed: number;
  readonly limits: SubmissionLimits;
  /** Processor time to load it; a test's where nothing is said. */
  readonly loadMilliseconds?: number | undefined;
  /** Told of each process that ended when it should not have, and of each time-out. */
  readonly onNotice?: ((notice: SandboxNotice) => void) | undefined;
  /** Aborted, it ends the session's processes at once, and nothing is said of the submission any more. */
  readonly signal?: AbortSignal | undefined;
}

export type Evaluation =
  | { readonly type: "value"; readonly value: string }
  | { readonly type: "failure"; readonly failure: SandboxFailure };

/** How long a process may take to say what was printed (ms). */
const consoleMilliseconds = 1_000;

/**
 * One submission through a whole run. After a test that had to be stopped the next one gets a fresh process with the
 * submission loaded anew, so an endless loop costs one test and leaves nothing half-done behind. A test that was stopped,
 * or whose process died, is tried once more before the submission is blamed.
 */
export class SubmissionSession {
  readonly #pool: SandboxPool;
  readonly #submission: SubmissionToRun;
  readonly #context: FailureContext;
  readonly #onNotice: (notice: SandboxNotice) => void;
  /** Processor time the submission has taken (ms); what the machine takes to make ready is not counted. */
  #spent = 0;
  readonly #slow = new SlowPlaces();
  #closed = false;
  /** Why there can be no grade, once that is so. */
  #broken: InfrastructureError | null = null;
  readonly #javascript: Promise<Stripped>;
  #process: Promise<Loaded<SandboxProcess>>;
  /** Processes that were taken and not ended. */
  readonly #live = new Set<SandboxProcess>();
  /** What does not load, as the first process found it: later ones are told. */
  #problems: readonly LoadProblem[] | null = null;
  #consoleText = "";
  /** What each process has been given of the suite's functions, by their numbers. */
  readonly #given = new WeakMap<SandboxProcess, Set<number>>();
  /** A number for each of the suite's functions. */
  readonly #numbers = new Map<string, number>();

  /** Begins to load the submission at once. */
  constructor(pool: SandboxPool, submission: SubmissionToRun) {
    this.#pool = pool;
    this.#submission = submission;
    this.#context = { ...submission, ...submission.limits };
    this.#onNotice = submission.onNotice ?? (() => {});
    this.#javascript = pool.stripTypes(submission.files, { onNotice: this.#onNotice, signal: submission.signal });
    this.#process = this.#load();
    // Whoever evaluates first is told.
    this.#process.catch(() => {});
    submission.signal?.addEventListener("abort", () => this.#cancel(), { once: true });
  }

  /**
   * What of the submission does not load; empty when all of it does. What does not need that is there to be called.
   * @throws InfrastructureError when the machinery could not tell, or the session was cancelled.
   */
  async loaded(): Promise<readonly LoadProblem[]> {
    const process = await this.#process;
    this.#expectUncancelled();
    return process.type === "ready" ? (this.#problems ?? []) : [process.problem];
  }

  /**
   * Calls the function with the submission's exports and the arguments (encoded plain data), inside. Once a function is
   * known to be slow, or the run has taken its time, a test is first given a short time; one that runs out of it in
   * another function gets its whole time, unless the run's is over.
   * @throws InfrastructureError when the machinery failed twice, or the session was cancelled; Error when no sandbox
   *   process can be had.
   */
  async evaluate(source: string, args: readonly string[]): Promise<Evaluation> {
    if (this.#broken !== null) throw this.#broken;
    const { testMilliseconds, runMilliseconds } = this.#submission.limits;
    const runIsOver = this.#spent >= runMilliseconds;
    try {
      if (runIsOver || !this.#slow.isEmpty) {
        const short = Math.ceil(testMilliseconds * shortShare);
        const answer = await this.#ask({ source, args, milliseconds: short, isShort: true });
        const why = this.#whyStopped(answer, runIsOver);
        if (why === null) return this.#evaluation(answer);
        if (why !== "elsewhere") {
          const cause = `stopped after ${short / 1000} s: ${why}`;
          return { type: "failure", failure: { kind: "timeout", cause } };
        }
      }
      return this.#evaluation(await this.#ask({ source, args, milliseconds: testMilliseconds, isShort: false }));
    } catch (error) {
      if (error instanceof InfrastructureError) this.#broken = error;
      throw error;
    }
  }

  /** Ends the session's process. What the submission printed is returned, up to its limit. */
  async close(): Promise<string> {
    this.#closed = true;
    const process = await this.#process.catch(() => null);
    if (process?.type === "ready") await this.#leave(process.ready);
    return this.#consoleText;
  }

  get #isCancelled(): boolean {
    return this.#submission.signal?.aborted === true;
  }

  /** Nothing is tried again. */
  get #isOver(): boolean {
    return this.#closed || this.#isCancelled;
  }

  get #loadMilliseconds(): number {
    return this.#submission.loadMilliseconds ?? this.#submission.limits.testMilliseconds;
  }

  /** A process that is being made ready is ended as soon as it is. */
  #cancel(): void {
    for (const process of this.#live) process.close();
  }

  /** What a process that was ended from here seems to say of the submission is no word of it. */
  #expectUncancelled(): void {
    if (this.#isCancelled) throw new InfrastructureError("sandbox: its run was cancelled");
  }

  /** Why a test under the short limit has failed by it: null when it has not, `elsewhere` when it may go on. */
  #whyStopped(answer: Answer, runIsOver: boolean): string | null {
    if (!isTimeout(answer)) return null;
    const known = this.#slow.describe(answer.where, this.#submission.files);
    if (known !== null) return `${known} ran out of time in an earlier test too`;
    return runIsOver ? `the run had used up its ${this.#submission.limits.runMilliseconds / 1000} s` : "elsewhere";
  }

  #evaluation(answer: Answer): Evaluation {
    if (answer.type === "value") return { type: "value", value: answer.value };
    if (answer.type === "not-loaded") return { type: "failure", failure: loadFailure(answer.problem) };
    const failed = answer.type === "failure" || answer.type === "silence" ? answer : silence("garbage");
    return { type: "failure", failure: explainFailure(failed, this.#context, this.#problems ?? []) };
  }

  /** @param isShort running out of the time is then nothing to be tried again. */
  async #ask({ source, args, milliseconds, isShort }: EvaluateWithin): Promise<Answer> {
    const { replyBytes, replyDepth } = this.#submission.limits;
    const number = this.#numbers.get(source) ?? this.#numbers.size;
    this.#numbers.set(source, number);
    const sealed = await this.#pool.seal(source);
    const limits = { milliseconds, replyBytes, replyDepth };
    const places: (CodePlace | null)[] = [];
    const ask = async (): Promise<Answer> => {
      const process = await this.#running();
      if (process.type !== "ready") return process;
      const given = this.#given.get(process.ready) ?? new Set();
      this.#given.set(process.ready, given);
      const what = { function: number, sealed: given.has(number) ? null : sealed };
      given.add(number);
      const request = { type: "evaluate" as const, ...what, args: [...args], ...limits };
      const reply = await this.#timed(process.ready, request, milliseconds);
      if (mustRestart(reply)) await this.#end(process.ready);
      if (isTimeout(reply)) places.push(reply.where);
      return reply;
    };
    const answer = await withSecondTry(ask, {
      during: "evaluate",
      onNotice: this.#onNotice,
      isFinal: (answer) => this.#isOver || (isShort && isTimeout(answer)),
    });
    this.#expectUncancelled();
    // A time-out that did not come again says nothing of the function.
    if (!isShort && isTimeout(answer)) for (const place of places) this.#slow.add(place);
    return answer;
  }

  /** The process with the submission loaded: the one at hand, or another in place of one that has ended. */
  async #running(): Promise<Loaded<SandboxProcess>> {
    const process = await this.#process;
    if (this.#closed) throw new Error("internal: an evaluation came after its run had ended");
    if (process.type !== "ready" || !process.ready.closed) return process;
    const end = process.ready.endWhileIdle;
    if (end !== null) this.#onNotice({ during: "idle", blame: blameForEnd(end), cause: endWords(end), time: 1 });
    this.#process = this.#load();
    return this.#process;
  }

  async #load(): Promise<Loaded<SandboxProcess>> {
    const javascript = await this.#javascript;
    let { process, reply } = await this.#loadInto(javascript);
    // One time may be an accident, as with any other time-out.
    if (this.#problems === null && reply.type === "loaded" && reply.problems.some(saysItNeverEnds)) {
      await this.#end(process);
      ({ process, reply } = await this.#loadInto(javascript));
    }
    if (reply.type !== "loaded") return this.#notLoaded(reply);
    this.#problems ??= checkedProblems(reply.problems, this.#context);
    return { type: "ready", ready: process };
  }

  async #loadInto({ files, problems }: Stripped): Promise<LoadedInto> {
    const { entry, exports, packages, seed, limits } = this.#submission;
    const milliseconds = this.#loadMilliseconds;
    const taken: SandboxProcess[] = [];
    const load = async () => {
      const process = await this.#pool.take(limits.memoryMegabytes, packages);
      taken.push(process);
      this.#live.add(process);
      if (this.#isCancelled) process.close();
      const reply = await this.#timed(
        process,
        {
          type: "load",
          files,
          problems: this.#problems ?? problems,
          entry,
          exports: [...exports],
          ...rulesToLoad(this.#submission),
          types: exportedTypes(this.#submission.files),
          seed: mathRandomSeed(seed),
          consoleBytes: limits.consoleBytes,
          milliseconds,
        },
        // A file that never ends takes its whole time, each further one an eighth.
        milliseconds * (1 + Object.keys(files).length / 8),
      );
      if (reply.type !== "loaded") await this.#end(process);
      return reply;
    };
    const reply = await withSecondTry(load, { during: "load", onNotice: this.#onNotice, isFinal: () => this.#isOver });
    const process = taken.at(-1);
    if (process === undefined) throw new Error("internal: a submission must be loaded into a process");
    return { process, reply };
  }

  /** @param milliseconds the processor time that the request allows. */
  async #timed(
    process: SandboxProcess,
    request: SandboxRequest,
    milliseconds: number,
  ): Promise<SandboxReply | SandboxSilence> {
    const before = process.processorMilliseconds;
    const reply = await process.exchange(request, farWall(milliseconds));
    this.#spent += reply.type === "silence" ? milliseconds : process.processorMilliseconds - before;
    return reply;
  }

  #notLoaded(reply: SandboxReply | SandboxSilence): NotLoaded {
    const failed = reply.type === "failure" || reply.type === "silence" ? reply : silence("garbage");
    return {
      type: "not-loaded",
      problem: wholeProblem(failed, { ...this.#context, testMilliseconds: this.#loadMilliseconds }),
    };
  }

  /** Keeps what was printed in a process, and ends it. */
  async #end(process: SandboxProcess): Promise<void> {
    await this.#keepConsole(process);
    process.close();
    this.#live.delete(process);
  }

  /** The same for one that has done nothing wrong: whether it ends is for the pool to say. */
  async #leave(process: SandboxProcess): Promise<void> {
    await this.#keepConsole(process);
    const { packages, limits } = this.#submission;
    this.#pool.giveBack(process, packages === undefined ? limits.memoryMegabytes : null);
    this.#live.delete(process);
  }

  async #keepConsole(process: SandboxProcess): Promise<void> {
    if (!process.closed && !process.busy) {
      const reply = await process.exchange({ type: "console" }, consoleMilliseconds);
      const room = this.#submission.limits.consoleBytes - this.#consoleText.length;
      if (reply.type === "console") this.#consoleText += reply.text.slice(0, room);
    }
  }
}

interface EvaluateWithin {
  readonly source: string;
  readonly args: readonly string[];
  readonly milliseconds: number;
  readonly isShort: boolean;
}

interface NotLoaded {
  readonly type: "not-loaded";
  readonly problem: LoadProblem;
}

interface LoadedInto {
  readonly process: SandboxProcess;
  readonly reply: SandboxReply | SandboxSilence;
}

/** What loading came to. */
type Loaded<Result> = { readonly type: "ready"; readonly ready: Result } | NotLoaded;

type Answer = SandboxReply | SandboxSilence | NotLoaded;

/** Whether a sandbox process says so itself: then it may say where, too. */
function isTimeout(answer: Answer): answer is Extract<SandboxReply, { type: "failure" }> {
  return answer.type === "failure" && answer.kind === "timeout";
}

function mustRestart(reply: SandboxReply | SandboxSilence): boolean {
  if (reply.type === "failure") return reply.kind === "timeout" || reply.kind === "memory";
  return reply.type !== "value";
}
