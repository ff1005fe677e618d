import type { LoadProblem } from "@tinytorch/course";
import {
  type CodePlace,
  type Exchanger,
  farWall,
  neverEnds,
  outOfMemoryAtLoad,
  type RehearsedFile,
  readFiles,
  type SandboxReply,
  type SandboxRequest,
  type SandboxSilence,
  silence,
} from "@tinytorch/sandbox/portable";
import type { CompiledModule } from "../modules/compiled-module.ts";
import type { Draw, Prepare, RunnerRequest } from "../runner/messages.ts";
import type { SandboxFrame } from "./frame.ts";
import type { Parser } from "./parser.ts";
import { Runner, type RunnerAnswer } from "./runner.ts";

type Request<Type extends SandboxRequest["type"]> = Extract<SandboxRequest, { type: Type }>;

/** The parser is measured by the clock on the wall: a machine that does other things as well takes so many times as long. */
const parserPatience = 10;

/** How long preparing may take, and searching for what does not return (ms). */
const prepareMilliseconds = 20_000;
const searchMilliseconds = 2_000;

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
  readonly #frame: SandboxFrame;
  readonly #parser: Parser;
  readonly #prepared: Omit<Prepare, "searching">;
  readonly #patience: number;
  #runner: Promise<Runner>;
  #load: Request<"load"> | null = null;
  #tests: Request<"rehearse"> | null = null;
  #isBusy = false;
  #isClosed = false;

  /** Starts a worker at once, and prepares it. */
  constructor({ frame, parser, patience }: TabParts, prepared: Omit<Prepare, "searching">) {
    this.#frame = frame;
    this.#parser = parser;
    this.#patience = patience;
    this.#prepared = prepared;
    this.#runner = this.#start(false);
    // Whoever asks is told.
    this.#runner.catch(() => {});
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  get busy(): boolean {
    return this.#isBusy;
  }

  /** A tab does not tell what it has used of the processor. */
  get processorMilliseconds(): number {
    return 0;
  }

  async exchange(
    request: SandboxRequest,
    milliseconds: number,
    processorLimit = milliseconds,
  ): Promise<SandboxReply | SandboxSilence> {
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
    return { ...answer, where: await this.#search([this.#compiledOnly(this.#load), request]) };
  }

  close(): void {
    this.#isClosed = true;
    void this.#runner.then(
      (runner) => runner.end(),
      () => {},
    );
  }

  async #answer(request: SandboxRequest, milliseconds: number, limit: number): Promise<SandboxReply | SandboxSilence> {
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
  async #loadAll(request: Request<"load">, milliseconds: number): Promise<SandboxReply | SandboxSilence> {
    let load = request;
    for (let tries = 0; tries < mostLoads; tries += 1) {
      this.#load = load;
      const answer = await (await this.#runner).ask(await this.#withCompiled(load, load.files), milliseconds);
      if (answer.type === "replied") return answer.reply;
      this.#runner = this.#start(false);
      if (answer.type === "found" || answer.file === null) return silence("died");
      const problem = await this.#problemOf(answer, answer.file, load);
      load = { ...load, problems: [...answer.problems, problem] };
      if (answer.type === "broke") return { type: "failure", kind: "memory", detail: "", where: null };
    }
    return silence("timeout");
  }

  async #problemOf(answer: RunnerAnswer, file: string, load: Request<"load">): Promise<LoadProblem> {
    if (answer.type !== "late") return { file, line: null, column: null, message: outOfMemoryAtLoad };
    const place = await this.#search([this.#compiledOnly(load)]);
    const line = place?.file === file ? place.line : null;
    return { file, line, column: null, message: neverEnds(answer.milliseconds) };
  }

  /** A file of tests that never ends is left out, with its problem. */
  async #loadTests(request: Request<"rehearse">, milliseconds: number): Promise<SandboxReply | SandboxSilence> {
    const stopped: RehearsedFile[] = [];
    let tests = request;
    while (tests.testFiles.length >= 0) {
      this.#tests = tests;
      const answer = await (await this.#runner).ask(await this.#withCompiled(tests, tests.modules), milliseconds);
      if (answer.type === "replied") return withFiles(answer.reply, request.testFiles, stopped);
      const file = tests.testFiles.find((each) => "file" in answer && answer.file === loaderOf(each));
      if (file === undefined) return silence("died");
      stopped.push({ file, problem: { message: "it never ends as it is loaded", stack: "" }, tests: [] });
      tests = { ...tests, testFiles: tests.testFiles.filter((each) => each !== file) };
      if (!(await this.#again(milliseconds))) return silence("died");
    }
    return silence("died");
  }

  /** Loads the submission into another worker. */
  async #again(milliseconds: number): Promise<boolean> {
    const load = this.#load;
    if (load === null) return false;
    this.#runner = this.#start(false);
    const answer = await (await this.#runner).ask(await this.#withCompiled(load, load.files), milliseconds);
    return answer.type === "replied";
  }

  async #runTest(request: Request<"run-test">, milliseconds: number): Promise<SandboxReply | SandboxSilence> {
    const answer = await (await this.#runner).ask(request, milliseconds);
    if (answer.type === "replied") return answer.reply;
    if (answer.type === "broke") return { type: "failure", kind: "memory", detail: "", where: null };
    const [load, tests] = [this.#load, this.#tests];
    if (load === null || tests === null) return silence("timeout");
    const where = await this.#search([
      this.#compiledOnly(load),
      await this.#withCompiled(tests, tests.modules),
      request,
    ]);
    return { type: "failure", kind: "timeout", detail: "", where };
  }

  /** Has another worker do the same, with statements that say where they are. */
  async #search(requests: readonly RunnerRequest[]): Promise<CodePlace | null> {
    const runner = await this.#start(true);
    try {
      for (const request of requests) {
        const answer = await runner.ask(request, searchMilliseconds * this.#patience);
        if (answer.type !== "replied") break;
      }
      return runner.at;
    } finally {
      runner.end();
    }
  }

  async #readConsole(): Promise<string> {
    const runner = await this.#runner;
    if (runner.isEnded) return runner.printed;
    const answer = await runner.ask({ type: "console" }, prepareMilliseconds);
    return answer.type === "replied" && answer.reply.type === "console" ? answer.reply.text : runner.printed;
  }

  async #start(searching: boolean): Promise<Runner> {
    const runner = new Runner(await this.#frame.start("runner"), searching ? 1 : this.#patience);
    const answer = await runner.ask({ ...this.#prepared, searching }, prepareMilliseconds);
    if (answer.type === "replied" && answer.reply.type === "done") return runner;
    runner.end();
    throw new Error(`workbench: a worker must become ready, got ${JSON.stringify(answer).slice(0, 1_000)}`);
  }

  async #withCompiled<Asked extends Request<"load" | "rehearse">>(
    request: Asked,
    sources: Readonly<Record<string, string>>,
  ): Promise<Asked & { readonly compiled: ReadonlyMap<string, CompiledModule> }> {
    return { ...request, compiled: await this.#parser.compile(Object.values(sources)) };
  }

  /** A search compiles the submission's files itself, with what tells of their statements. */
  #compiledOnly(load: Request<"load">): RunnerRequest {
    return { ...load, compiled: new Map() };
  }
}

/** The module round a file of tests: `RehearsedTests` names it so. */
function loaderOf(file: string): string {
  return `load ${file.replaceAll("/", " ")}`;
}

/** The files of a reply with those that were stopped, in the order in which they were asked for. */
function withFiles(reply: SandboxReply, order: readonly string[], stopped: readonly RehearsedFile[]): SandboxReply {
  if (reply.type !== "value" || stopped.length === 0) return reply;
  const all = [...readFiles(reply.value), ...stopped];
  const inOrder = order.flatMap((file) => all.filter((each) => each.file === file));
  return { type: "value", value: JSON.stringify(inOrder) };
}
