import { parseReply, type SandboxReply, type SandboxSilence, silence } from "@tinytorch/sandbox/portable";
import type { CompiledModule } from "../modules/compiled-module.ts";
import type { ParserRequest } from "../parser/main.ts";
import type { FrameWorker, SandboxFrame } from "./frame.ts";
import { compiledReplySchema, runnerMessageSchema } from "./runner-messages.ts";

/** Texts that are kept compiled. */
const mostKept = 2_000;

/** How long compiling may take (ms): the parser has read the same texts before. */
const compileMilliseconds = 10_000;

/** The worker that reads files: one for all runs, and another in place of one that does not come to an end. */
export class Parser {
  readonly #frame: SandboxFrame;
  readonly #compiled = new Map<string, CompiledModule>();
  #worker: Promise<FrameWorker> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(frame: SandboxFrame) {
    this.#frame = frame;
  }

  /** A file as JavaScript, or why it is none. */
  async strip(file: string, source: string, milliseconds: number): Promise<SandboxReply | SandboxSilence> {
    const reply = await this.#ask({ type: "strip", file, source }, milliseconds);
    if (reply === null) return silence("timeout");
    try {
      return parseReply(reply);
    } catch {
      return silence("garbage");
    }
  }

  /** Files as bodies of functions, by their texts; those that are no modules are not among them. */
  async compile(sources: readonly string[]): Promise<ReadonlyMap<string, CompiledModule>> {
    const unknown = sources.filter((source) => !this.#compiled.has(source));
    if (unknown.length > 0) {
      const reply = compiledReplySchema.safeParse(
        await this.#ask({ type: "compile", sources: unknown }, compileMilliseconds),
      );
      if (this.#compiled.size > mostKept) this.#compiled.clear();
      for (const [source, compiled] of reply.data?.compiled ?? []) this.#compiled.set(source, compiled);
    }
    return new Map(
      sources.flatMap((source) => {
        const compiled = this.#compiled.get(source);
        return compiled === undefined ? [] : [[source, compiled] as const];
      }),
    );
  }

  /** One request after another; null when there was no answer in time. */
  #ask(request: ParserRequest, milliseconds: number): Promise<unknown> {
    const asked = this.#last.then(() => this.#askNow(request, milliseconds));
    this.#last = asked.catch(() => {});
    return asked;
  }

  /** One that did not come to be is tried again the next time, and so is one that has gone with its frame. */
  async #started(): Promise<FrameWorker> {
    this.#worker ??= this.#frame.start("parser");
    const started = await this.#worker.catch((error: unknown) => {
      this.#worker = null;
      throw error;
    });
    if (!started.isGone) return started;
    this.#worker = this.#frame.start("parser");
    return this.#worker;
  }

  async #askNow(request: ParserRequest, milliseconds: number): Promise<unknown> {
    const worker = await this.#started();
    return new Promise((resolve) => {
      const done = (reply: unknown) => {
        clearTimeout(timer);
        worker.onBroken = null;
        if (reply === null) {
          worker.end();
          this.#worker = null;
        }
        resolve(reply);
      };
      const timer = setTimeout(done, milliseconds, null);
      worker.onBroken = () => done(null);
      worker.port.onmessage = ({ data }) => {
        const said = runnerMessageSchema.safeParse(data).data;
        done(said?.type === "reply" ? said.reply : null);
      };
      worker.port.postMessage(request);
    });
  }
}
