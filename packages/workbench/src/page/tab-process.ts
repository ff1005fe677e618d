import type { LoadProblem } from "@tinytorch/course";
import {
  type CodePlace,
  type Exchanger,
  farWall,
  neverEnds,
  outOfMemoryAtLoad,
  type SandboxReply,
  type SandboxRequest,
  type SandboxSilence,
  silence,
} from "@tinytorch/sandbox/portable";
import type { CompiledModule } from "../modules/compiled-module.ts";
import type { Draw, Prepare, RunnerRequest } from "../runner/messages.ts";
import type { SandboxFrame } from "./frame.ts";
import type { Parser } from "./parser.ts";
import type { Runner, RunnerAnswer } from "./runner.ts";
import { Runners } from "./runners.ts";
import { fileBegun, withoutFile, withStopped } from "./stopped-files.ts";

type Request<Type extends SandboxRequest["type"]> = Extract<SandboxRequest, { type: Type }>;
type Reply = SandboxReply | SandboxSilence;

/** The parser is measured by the clock on the wall: a machine that does other things as well takes so many times as long. */
const parserPatience = 10;

/** How long reading the console may take (ms). */
const consoleMilliseconds = 20_000;

/** Workers that may be started to load one submission: each file that never ends takes one. */
const mostLoads = 45;

/** What the processes of a tab share. */
export interface TabParts {
  readonly frame: SandboxFrame;
  readonly parser: Parser;
  /** So many times its limit a test may have, by the clock on the wall. */
  readonly patience: number;
}

/**
 * What a sandbox process is where submissions are graded, in a browser's tab: it answers the same requests in the same words. A worker
 * cannot be stopped and go on: where a file or a test does not end, another takes its place and does again what was done before.
 */
export class TabProcess implements Exchanger {
  readonly #parser: Parser;
  readonly #runners: Runners;
  /** The worker that runs now. */
  #runner: Promise<Runner>;
  /** The same once it is ready, or null; "lost" when it did not become so. */
  #ready: Runner | "lost" | null = null;
  /** What was asked of it so far, for whoever has to do it again. */
  #load: Request<"load"> | null = null;
  #tests: Request<"rehearse"> | null = null;
  #isBusy = false;
  #isClosed = false;

  /** Starts a worker at once, and prepares it. */
  constructor({ frame, parser, patience }: TabParts, prepared: Omit<Prepare, "searching">) {
    this.#parser = parser;
    this.#runners = new Runners(frame, patience, prepared);
    this.#runner = this.#startRunner();
  }

  /** It is closed too when its worker went with the frame, before anybody asked it anything more. */
  get closed(): boolean {
    return this.#isClosed || this.#ready === "lost" || this.#ready?.isGone === true;
  }

  get busy(): boolean {
    return this.#isBusy;
  }

  /** A tab does not tell what it has used of the processor. */
  get processorMilliseconds(): number {
    return 0;
  }

  async exchange(request: SandboxRequest, milliseconds: number, processorLimit = milliseconds): Promise<Reply> {
    if (this.#isClosed) return silence("died");
    this.#isBusy = true;
    const reply = await this.#answer(request, milliseconds, processorLimit).catch(() => silence("died"));
    this.#isBusy = false;
    return this.#isClosed ? silence("died") : reply;
  }

  /** What a lab draws of the submission that was loaded; a place where it did not end. */
  async draw(asked: Omit<Draw, "type">): Promise<RunnerAnswer & { readonly where?: CodePlace | null }> {
    const request = { type: "draw", ...asked } as const;
    const answer = await (await this.#runner).ask(request, farWall(asked.milliseconds));
    if (answer.type !== "late" || this.#load === null) return answer;
    return { ...answer, where: await this.#runners.search([uncompiled(this.#load), request]) };
  }

  close(): void {
    this.#isClosed = true;
    void this.#runner.then(
      (runner) => runner.end(),
      () => {},
    );
  }

  async #answer(request: SandboxRequest, milliseconds: number, limit: number): Promise<Reply> {
    switch (request.type) {
      case "strip":
        return this.#parser.strip(request.file, request.source, limit * parserPatience);
      case "load":
        return this.#loadAll(request, milliseconds);
      case "rehearse":
        return this.#loadTests(request, milliseconds);
      case "run-test":
        return this.#runTest(request, milliseconds);
      case "console":
        return { type: "console", text: await this.#readConsole() };
      default:
        throw new Error(`internal: a tab does not ${request.type}`);
    }
  }

  /** Each file that never ends is found once, and is no more tried after that. */
  async #loadAll(request: Request<"load">, milliseconds: number): Promise<Reply> {
    this.#load = request;
    for (let tries = 0; tries < mostLoads; tries += 1) {
      const load: Request<"load"> = this.#load;
      const answer = await this.#askToLoad(load, milliseconds);
      if (answer.type === "replied") return answer.reply;
      this.#runner = this.#startRunner();
      if (answer.type === "found" || answer.file === null) return silence("died");
      const problem = await this.#problemOf(answer, answer.file, load);
      this.#load = { ...load, problems: [...answer.problems, problem] };
      if (answer.type === "broke") return { type: "failure", kind: "memory", detail: "", where: null };
    }
    return silence("timeout");
  }

  async #problemOf(answer: RunnerAnswer, file: string, load: Request<"load">): Promise<LoadProblem> {
    if (answer.type !== "late") return { file, line: null, column: null, message: outOfMemoryAtLoad };
    const place = await this.#runners.search([uncompiled(load)]);
    const line = place?.file === file ? place.line : null;
    return { file, line, column: null, message: neverEnds(answer.milliseconds) };
  }

  /** A file of tests that never ends is left out, with its problem. */
  async #loadTests(request: Request<"rehearse">, milliseconds: number): Promise<Reply> {
    const stopped: string[] = [];
    this.#tests = request;
    for (;;) {
      const answer = await (await this.#runner).ask(await this.#compiled(this.#tests), milliseconds);
      if (answer.type === "replied") return withStopped(answer.reply, request.testFiles, stopped);
      const file = answer.type === "found" ? undefined : fileBegun(this.#tests, answer.file);
      if (file === undefined || this.#load === null) return silence("died");
      stopped.push(file);
      this.#tests = withoutFile(this.#tests, file);
      this.#runner = this.#startRunner();
      const again = await this.#askToLoad(this.#load, milliseconds);
      if (again.type !== "replied") return silence("died");
    }
  }

  async #runTest(request: Request<"run-test">, milliseconds: number): Promise<Reply> {
    const answer = await (await this.#runner).ask(request, milliseconds);
    if (answer.type === "replied") return answer.reply;
    if (answer.type === "broke") return { type: "failure", kind: "memory", detail: "", where: null };
    if (this.#load === null || this.#tests === null) return silence("timeout");
    const tests = await this.#compiled(this.#tests);
    const where = await this.#runners.search([uncompiled(this.#load), tests, request]);
    return { type: "failure", kind: "timeout", detail: "", where };
  }

  async #readConsole(): Promise<string> {
    const runner = await this.#runner;
    if (runner.isEnded) return runner.printed;
    const answer = await runner.ask({ type: "console" }, consoleMilliseconds);
    return answer.type === "replied" && answer.reply.type === "console" ? answer.reply.text : runner.printed;
  }

  #startRunner(): Promise<Runner> {
    this.#ready = null;
    const started = this.#runners.start();
    void started.then(
      (runner) => {
        this.#ready = runner;
      },
      () => {
        this.#ready = "lost";
      },
    );
    return started;
  }

  async #askToLoad(load: Request<"load">, milliseconds: number): Promise<RunnerAnswer> {
    return (await this.#runner).ask(await this.#compiled(load), milliseconds);
  }

  /** A request with what its sources are compiled to, which the parser remembers. */
  async #compiled<Asked extends Request<"load" | "rehearse">>(
    request: Asked,
  ): Promise<Asked & { readonly compiled: ReadonlyMap<string, CompiledModule> }> {
    const sources = request.type === "load" ? request.files : request.modules;
    return { ...request, compiled: await this.#parser.compile(Object.values(sources)) };
  }
}

/** A search compiles the submission's files itself, with what tells of their statements. */
function uncompiled(load: Request<"load">): RunnerRequest {
  return { ...load, compiled: new Map() };
}
