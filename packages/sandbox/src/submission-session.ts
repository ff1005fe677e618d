import type { Limits } from "@tinytorch/course";
import { explainFailure, explainLoadFailure, type FailureContext, type SandboxFailure } from "./failure.ts";
import { mathRandomSeed } from "./math-random-seed.ts";
import type { SandboxReply, SandboxRequest, SandboxSources } from "./messages.ts";
import type { SandboxPool } from "./sandbox-pool.ts";
import type { SandboxProcess, SandboxSilence } from "./sandbox-process.ts";

/** The limits that a sandbox keeps; the size of files is looked at before. */
export type SubmissionLimits = Readonly<Omit<Limits, "fileBytes">>;

export interface SubmissionToRun {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly exports: readonly string[];
  readonly allowedImports: readonly string[];
  /** In place of the pool's own; a process with them is not kept ready. */
  readonly packages?: SandboxSources | undefined;
  readonly seed: number;
  readonly limits: SubmissionLimits;
}

export type Evaluation =
  | { readonly type: "value"; readonly value: string }
  | { readonly type: "failure"; readonly failure: SandboxFailure };

/**
 * One submission through a whole run. After a test that had to be stopped the next one gets a fresh process with the
 * submission loaded anew, so an endless loop costs one test and leaves nothing half-done behind.
 */
export class SubmissionSession {
  readonly #pool: SandboxPool;
  readonly #submission: SubmissionToRun;
  readonly #context: FailureContext;
  /** Milliseconds the submission has taken; what the machine takes to make ready is not counted. */
  #spent = 0;
  #closed = false;
  readonly #javascript: Promise<Loaded<SandboxSources>>;
  #process: Promise<Loaded<SandboxProcess>>;
  #consoleText = "";

  /** Begins to load the submission at once. */
  constructor(pool: SandboxPool, submission: SubmissionToRun) {
    this.#pool = pool;
    this.#submission = submission;
    this.#context = { ...submission, ...submission.limits };
    this.#javascript = this.#strip();
    this.#process = this.#load();
    // Whoever evaluates first is told.
    this.#process.catch(() => {});
  }

  /**
   * Calls the function with the submission's exports and the arguments (encoded plain data), inside.
   * @throws Error when no sandbox process can be had.
   */
  async evaluate(source: string, args: readonly string[]): Promise<Evaluation> {
    const { limits } = this.#submission;
    const left = limits.runMilliseconds - this.#spent;
    if (left <= 0) {
      const cause = `the whole run took longer than ${limits.runMilliseconds / 1000} s`;
      return { type: "failure", failure: { kind: "timeout", cause } };
    }
    const process = await this.#running();
    if ("failure" in process) return { type: "failure", failure: process.failure };
    const milliseconds = Math.min(limits.testMilliseconds, Math.ceil(left));
    const reply = await this.#timed(
      process.ready,
      {
        type: "evaluate",
        source,
        args: [...args],
        milliseconds,
        replyBytes: limits.replyBytes,
        replyDepth: limits.replyDepth,
      },
      milliseconds,
    );
    if (reply.type === "value") return { type: "value", value: reply.value };
    if (reply.type !== "failure" && reply.type !== "silence") {
      await this.#end(process.ready);
      return { type: "failure", failure: explainFailure(garbage, this.#context) };
    }
    if (mustRestart(reply)) await this.#end(process.ready);
    return { type: "failure", failure: explainFailure(reply, this.#context) };
  }

  /** Ends the session's process. What the submission printed is returned, up to its limit. */
  async close(): Promise<string> {
    this.#closed = true;
    const process = await this.#process.catch(() => null);
    if (process !== null && "ready" in process) await this.#end(process.ready);
    return this.#consoleText;
  }

  /** The process with the submission loaded: the one at hand, or another in place of one that has ended. */
  async #running(): Promise<Loaded<SandboxProcess>> {
    const process = await this.#process;
    if (this.#closed) throw new Error("internal: an evaluation came after its run had ended");
    if ("failure" in process || !process.ready.closed) return process;
    this.#process = this.#load();
    return this.#process;
  }

  async #strip(): Promise<Loaded<SandboxSources>> {
    const { files, limits } = this.#submission;
    const reply = await this.#pool.stripTypes(files, limits.testMilliseconds);
    return reply.type === "stripped" ? { ready: reply.files } : this.#notLoaded(reply);
  }

  async #load(): Promise<Loaded<SandboxProcess>> {
    const javascript = await this.#javascript;
    if ("failure" in javascript) return javascript;
    const { entry, exports, allowedImports, packages, seed, limits } = this.#submission;
    const process = await this.#pool.take(limits.memoryMegabytes, packages);
    const reply = await this.#timed(
      process,
      {
        type: "load",
        files: javascript.ready,
        entry,
        exports: [...exports],
        allowedImports: [...allowedImports],
        seed: mathRandomSeed(seed),
        consoleBytes: limits.consoleBytes,
        milliseconds: limits.testMilliseconds,
      },
      limits.testMilliseconds,
    );
    if (reply.type === "done") return { ready: process };
    await this.#end(process);
    return this.#notLoaded(reply);
  }

  async #timed(
    process: SandboxProcess,
    request: SandboxRequest,
    milliseconds: number,
  ): Promise<SandboxReply | SandboxSilence> {
    const start = performance.now();
    const reply = await process.exchange(request, milliseconds);
    this.#spent += performance.now() - start;
    return reply;
  }

  #notLoaded(reply: SandboxReply | SandboxSilence): { readonly failure: SandboxFailure } {
    const failed = reply.type === "failure" || reply.type === "silence" ? reply : garbage;
    return { failure: explainLoadFailure(failed, this.#context) };
  }

  /** Keeps what was printed in a process, and ends it. */
  async #end(process: SandboxProcess): Promise<void> {
    if (!process.closed && !process.busy) {
      const reply = await process.exchange({ type: "console" }, 200);
      const room = this.#submission.limits.consoleBytes - this.#consoleText.length;
      if (reply.type === "console") this.#consoleText += reply.text.slice(0, room);
    }
    process.close();
  }
}

/** What loading came to. */
type Loaded<Result> = { readonly ready: Result } | { readonly failure: SandboxFailure };

const garbage: SandboxSilence = { type: "silence", reason: "garbage" };

function mustRestart(reply: SandboxReply | SandboxSilence): boolean {
  return reply.type === "silence" || (reply.type === "failure" && ["timeout", "memory"].includes(reply.kind));
}
