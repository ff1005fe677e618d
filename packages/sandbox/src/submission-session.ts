import { explainFailure, explainLoadFailure, type FailureContext, type SandboxFailure } from "./failure.ts";
import type { SandboxReply } from "./messages.ts";
import type { SandboxPool } from "./sandbox-pool.ts";
import type { SandboxProcess, SandboxSilence } from "./sandbox-process.ts";

export interface SubmissionLimits {
  readonly testMilliseconds: number;
  readonly runMilliseconds: number;
  readonly memoryMegabytes: number;
  readonly consoleBytes: number;
  readonly replyBytes: number;
  readonly replyDepth: number;
}

export interface SubmissionToRun {
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  readonly exports: readonly string[];
  readonly allowedImports: readonly string[];
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
  readonly #deadline: number;
  #process: SandboxProcess | null = null;
  #loadFailure: SandboxFailure | null = null;
  #consoleText = "";

  constructor(pool: SandboxPool, submission: SubmissionToRun) {
    this.#pool = pool;
    this.#submission = submission;
    this.#context = { ...submission, ...submission.limits, milliseconds: submission.limits.testMilliseconds };
    this.#deadline = performance.now() + submission.limits.runMilliseconds;
  }

  /**
   * Calls the function with the submission's exports and the arguments (encoded plain data), inside.
   * @throws Error when no sandbox process can be had.
   */
  async evaluate(source: string, args: readonly string[]): Promise<Evaluation> {
    const { limits } = this.#submission;
    const left = this.#deadline - performance.now();
    if (left <= 0) {
      const cause = `the whole run took longer than ${limits.runMilliseconds / 1000} s`;
      return { type: "failure", failure: { kind: "timeout", cause } };
    }
    const process = await this.#loaded();
    if (process === null) {
      return {
        type: "failure",
        failure: this.#loadFailure ?? { kind: "load", cause: "the submission did not load" },
      };
    }
    const milliseconds = Math.min(limits.testMilliseconds, Math.ceil(left));
    const reply = await process.exchange(
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
    if (mustRestart(reply)) await this.#discard();
    if (reply.type === "done" || reply.type === "console") {
      await this.#discard();
      return {
        type: "failure",
        failure: explainFailure({ type: "silence", reason: "garbage" }, this.#context),
      };
    }
    return { type: "failure", failure: explainFailure(reply, this.#context) };
  }

  /** Ends the session's process. What the submission printed is returned, up to its limit. */
  async close(): Promise<string> {
    await this.#discard();
    return this.#consoleText;
  }

  async #loaded(): Promise<SandboxProcess | null> {
    if (this.#loadFailure !== null) return null;
    if (this.#process !== null && !this.#process.closed) return this.#process;
    const process = await this.#pool.take();
    const { files, entry, exports, allowedImports, seed, limits } = this.#submission;
    const reply = await process.exchange(
      {
        type: "load",
        files: { ...files },
        entry,
        exports: [...exports],
        allowedImports: [...allowedImports],
        seed,
        consoleBytes: limits.consoleBytes,
        milliseconds: limits.testMilliseconds,
      },
      limits.testMilliseconds,
    );
    this.#process = process;
    if (reply.type === "done") return process;
    this.#loadFailure = explainLoadFailure(
      reply.type === "failure" || reply.type === "silence" ? reply : { type: "silence", reason: "garbage" },
      this.#context,
    );
    await this.#discard();
    return null;
  }

  async #discard(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    if (process === null) return;
    if (!process.closed) {
      const reply = await process.exchange({ type: "console" }, 200);
      const room = this.#submission.limits.consoleBytes - this.#consoleText.length;
      if (reply.type === "console") this.#consoleText += reply.text.slice(0, room);
    }
    process.close();
  }
}

function mustRestart(reply: SandboxReply | SandboxSilence): boolean {
  return reply.type === "silence" || (reply.type === "failure" && ["timeout", "memory"].includes(reply.kind));
}
