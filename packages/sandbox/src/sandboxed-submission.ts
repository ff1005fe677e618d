import type IsolatedVM from "isolated-vm";
import { describeEnd, describeThrown, failure, readText } from "./describe-error.ts";
import { IsolatedTests } from "./isolated-tests.ts";
import { ivm } from "./isolated-vm.ts";
import { type Ended, loadApart } from "./load-apart.ts";
import type { SandboxReply, SandboxRequest } from "./messages.ts";
import { OutOfTimeError } from "./out-of-time.ts";
import { decodePlainData, encodePlainData, isBareJson, type PlainData, PlainDataError } from "./plain-data.ts";
import { withinProcessorTime } from "./processor-budget.ts";
import { type CallArgument, Realms } from "./realms.ts";
import { RehearsedTests } from "./rehearsed-tests.ts";

type Request<Type extends SandboxRequest["type"]> = Extract<SandboxRequest, { type: Type }>;

/** One isolate with the course packages in it, which then takes one submission and evaluates functions beside it. */
export class SandboxedSubmission {
  readonly #realms: Realms;
  #files: ReadonlySet<string> = new Set();
  #scope: IsolatedVM.Reference | null = null;
  #tests: RehearsedTests<IsolatedVM.Module> | null = null;

  private constructor(realms: Realms) {
    this.#realms = realms;
  }

  /** Compiles and runs the trusted packages, so that a submission finds them ready. */
  static prepare(request: Request<"prepare">): SandboxedSubmission {
    return new SandboxedSubmission(new Realms(request.packages, request.memoryMegabytes));
  }

  /** Loads what can be loaded, and says what cannot. */
  async load(request: Request<"load">): Promise<SandboxReply> {
    const realms = this.#realms;
    this.#files = new Set(Object.keys(request.files));
    await realms.start(request.seed, request.consoleBytes);
    const withheld = await realms.freezePackages(request.withheld);
    const loaded = await loadApart(
      {
        compile: (id, source) => realms.compile(id, source),
        link: (module, resolve) => module.instantiateSync(realms.submission, resolve),
        run: (module, milliseconds) => this.#run(module, milliseconds),
        hasRun: (module) => realms.hasRun(module),
        ours: (id) => realms.ours(id),
        withheldOf: (id) => withheld.get(id) ?? [],
      },
      request,
    );
    if (loaded.outOfMemory) return failure("memory", "", null);
    if (loaded.isStuck) return failure("timeout", "", null);
    const timed = <Result>(limit: { readonly milliseconds: number }, work: () => Promise<Result>) =>
      this.#timed(limit, work);
    this.#tests = new RehearsedTests(new IsolatedTests(realms, timed), loaded, request.ownPackages);
    this.#scope = await realms.makeScope(loaded, request.exports, request.allowedImports, withheld);
    return { type: "loaded", problems: loaded.problems };
  }

  /** Calls a suite's function. Nothing is awaited, and what it gives back is asked for nothing. */
  async evaluate(request: Request<"evaluate">): Promise<SandboxReply> {
    if (this.#scope === null) throw new Error("internal: evaluate before load");
    const scope = this.#scope;
    try {
      if (request.sealed !== null) this.#realms.addFunction(request.function, request.sealed);
      // Read where they are needed, when that can be done without us.
      const args = request.args.every(isBareJson)
        ? `[${request.args.join(",")}]`
        : request.args.map((text) => copyIn(decodePlainData(text)));
      const ended = await this.#timed(request, () => this.#realms.call(request.function, scope, args));
      if ("failure" in ended) return describeThrown(ended.failure, this.#files);
      if ("refused" in ended) return await this.#refused();
      const value = encodePlainData(ended.value, { bytes: request.replyBytes, depth: request.replyDepth });
      return { type: "value", value };
    } catch (error) {
      if (error instanceof OutOfTimeError) return failure("timeout", "", error.where);
      if (this.#realms.isDisposed) return failure("memory", "", null);
      if (error instanceof PlainDataError) return failure("refused-reply", error.refusal, null);
      const end = describeEnd(error, this.#files);
      return end ?? (await this.#refused());
    }
  }

  /** Why the last result is none. */
  async #refused(): Promise<SandboxReply> {
    const why = (await this.#ask(() => this.#realms.whyRefused())) ?? "not-plain";
    return typeof why === "number" ? failure("load", String(why), null) : failure("refused-reply", why, null);
  }

  /** At home: loads a module's visible tests beside the submission, or runs one of them. */
  async rehearse(request: Request<"rehearse" | "run-test">): Promise<SandboxReply> {
    const tests = this.#tests;
    if (tests === null) throw new Error("internal: rehearse before load");
    try {
      const told =
        request.type === "rehearse" ? await tests.load(request) : await tests.run(request.index, request.milliseconds);
      return { type: "value", value: JSON.stringify(told) };
    } catch (error) {
      if (error instanceof OutOfTimeError) return failure("timeout", "", error.where);
      if (this.#realms.isDisposed) return failure("memory", "", null);
      return failure("threw", readText(error, "message").slice(0, 1_000), null);
    }
  }

  async console(): Promise<SandboxReply> {
    return { type: "console", text: (await this.#ask(() => this.#realms.readConsole())) ?? "" };
  }

  /** Ends whatever is running in the isolate, for good. */
  stop(): void {
    this.#realms.dispose();
  }

  async #run(module: IsolatedVM.Module, milliseconds: number): Promise<Ended> {
    try {
      await this.#timed({ milliseconds }, () => module.evaluate());
      return { type: "ran" };
    } catch (error) {
      if (error instanceof OutOfTimeError) return { type: "out-of-time", where: error.where, isStuck: error.isStuck };
      return this.#realms.isDisposed ? { type: "out-of-memory" } : { type: "threw", error };
    }
  }

  /** Asks our own side twice: the first time may bring up a promise that the submission has rejected meanwhile. */
  async #ask<Told>(ours: () => Promise<Told>): Promise<Told | null> {
    if (this.#realms.isDisposed) return null;
    const ask = () => this.#timed({ milliseconds: 1_000 }, ours);
    return ask().catch(() => ask().catch(() => null));
  }

  /** Work in the isolate, for as long as it may have the processor. */
  #timed<Result>({ milliseconds }: { readonly milliseconds: number }, work: () => Promise<Result>): Promise<Result> {
    return withinProcessorTime({ isolate: this.#realms.isolate, milliseconds, files: this.#files }, work);
  }
}

function copyIn(value: PlainData): CallArgument {
  return typeof value === "object" && value !== null ? new ivm.ExternalCopy(value).copyInto() : value;
}
