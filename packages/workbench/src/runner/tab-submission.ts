import type { LoadProblem } from "@tinytorch/course";
import {
  type Asked,
  type Ended,
  type LoadedApart,
  loadApart,
  RehearsedTests,
  type Resolve,
  type SandboxReply,
  standInId,
  standInMaker,
  type TestsInside,
} from "@tinytorch/sandbox/portable";
import { compileModule } from "../modules/compile-module.ts";
import type { CompiledModule } from "../modules/compiled-module.ts";
import { apply } from "../modules/language.ts";
import { type BodyGlobals, TabModule } from "../modules/linked-module.ts";
import type { RunnerRequest } from "./messages.ts";
import { allSettled, evaluate, json, takeRejected } from "./native.ts";
import { standIns } from "./stand-ins.ts";
import type { World } from "./world.ts";

type Request<Type extends RunnerRequest["type"]> = Extract<RunnerRequest, { type: Type }>;

/** What a submission's own code is told to use, and who is told of what it is at. */
export interface Hooks {
  /** A submission's statements call it where a loop is looked for. */
  readonly tick: BodyGlobals["tick"] | null;
  /** A file, or a test, begins to run, and has so long (ms); `problems` are those that are known by then. */
  onBegin(milliseconds: number, file: string | null, problems: readonly LoadProblem[]): void;
}

/** One submission in the worker's world, and the visible tests beside it. */
export class TabSubmission implements TestsInside<TabModule> {
  readonly #world: World;
  readonly #hooks: Hooks;
  readonly #ours = new Map<string, TabModule>();
  readonly #packages: readonly TabModule[];
  readonly #compiled = new Map<string, CompiledModule>();
  /** The last module of each id. */
  readonly #byId = new Map<string, TabModule>();
  readonly isDisposed = false;
  #loaded: LoadedApart<TabModule> | null = null;
  #tests: RehearsedTests<TabModule> | null = null;

  /** Runs the packages, and makes the world of a submission. @param makeWorld called when they have run. */
  constructor(packages: Readonly<Record<string, CompiledModule>>, makeWorld: () => World, hooks: Hooks) {
    this.#hooks = hooks;
    for (const [id, compiled] of Object.entries(packages)) {
      this.#ours.set(id, new TabModule(id, compiled, { isSettled: true }));
    }
    this.#packages = [...this.#ours.values()].filter(({ id }) => /^@tinytorch\/[a-z]+\/src\/index\.ts$/.test(id));
    for (const module of this.#packages) this.#runOurs(module);
    this.#world = makeWorld();
    const standIn = this.#ours.get(standInId);
    if (standIn !== undefined) this.#runOurs(standIn);
    const maker = new TabModule(standInMaker, compileModule(standInMaker, standIns), { isSettled: true });
    this.#ours.set(standInMaker, maker);
    this.#runOurs(maker);
  }

  async load(request: Request<"load">): Promise<SandboxReply> {
    const { seed, consoleBytes, withheld } = request;
    this.#know(request.compiled);
    this.#world.start(seed, consoleBytes);
    const hidden = this.#world.freezePackages(this.#packages, withheld.names, withheld.module);
    const loaded = await loadApart<TabModule>(
      {
        compile: (id, source) => this.compile(id, source),
        link: (module, resolve) => this.link(module, resolve),
        run: (module, milliseconds, problems) => this.#runFile(module, milliseconds, problems),
        hasRun: (module) => this.hasRun(module),
        ours: (id) => this.ours(id),
        withheldOf: (id) => hidden.get(id) ?? [],
      },
      request,
    );
    this.#world.refuseCodeOfText();
    this.#loaded = loaded;
    this.#tests = new RehearsedTests<TabModule>(this, loaded, request.ownPackages);
    return { type: "loaded", problems: loaded.problems };
  }

  async rehearse(request: Request<"rehearse" | "run-test">): Promise<SandboxReply> {
    const tests = this.#tests;
    if (tests === null) throw new Error("internal: rehearse before load");
    if (request.type === "rehearse") this.#know(request.compiled);
    const told =
      request.type === "rehearse" ? await tests.load(request) : await tests.run(request.index, request.milliseconds);
    return { type: "value", value: json.stringify(told) };
  }

  /** The exports of the submission's entry. @throws Error when it does not load. */
  get exports(): object {
    const entry = this.#loaded?.entry;
    if (entry) return entry.namespace;
    const [problem] = this.#loaded?.problems ?? [];
    throw new Error(
      problem === undefined ? "the entry does not load" : `${problem.file} does not load: ${problem.message}`,
    );
  }

  console(): SandboxReply {
    return { type: "console", text: this.#world.readConsole() };
  }

  compile(id: string, source: string): TabModule {
    const ticking = this.#hooks.tick !== null && id.startsWith("src/");
    const module = new TabModule(id, this.#compiled.get(source) ?? compileModule(id, source, { ticking }));
    this.#byId.set(id, module);
    return module;
  }

  ours(id: string): TabModule | undefined {
    return this.#ours.get(id);
  }

  async open(): Promise<void> {}

  link(module: TabModule, resolve: Resolve<TabModule>): void {
    module.link(resolve);
  }

  async run(module: TabModule, milliseconds: number): Promise<void> {
    this.#hooks.onBegin(milliseconds, module.id, []);
    await this.#settled(() => module.run(evaluate, this.#bodyGlobals));
  }

  async hasRun(module: TabModule): Promise<boolean> {
    return module.hasRun;
  }

  exportsOf(module: TabModule): readonly string[] {
    return module.names;
  }

  async ask<Answer>(what: Asked, number?: number): Promise<Answer> {
    return this.#standIn(what)(number) as Answer;
  }

  async startTest(index: number, milliseconds: number): Promise<void> {
    this.#hooks.onBegin(milliseconds, null, []);
    await this.#settled(() => void this.#standIn("startTest")(index));
  }

  async readConsole(): Promise<string> {
    return this.#world.readConsole();
  }

  /** Runs a module of ours in the submission's world, and gives what it exports. */
  async runBeside(module: TabModule, milliseconds: number): Promise<void> {
    module.link(
      (specifier) => this.#ours.get(specifier) ?? this.#ours.get(`${specifier}/src/index.ts`) ?? lacking(specifier),
    );
    await this.run(module, milliseconds);
  }

  get #bodyGlobals(): BodyGlobals {
    return { dynamicImport: noDynamicImport, tick: this.#hooks.tick ?? (() => {}) };
  }

  #know(compiled: ReadonlyMap<string, CompiledModule>): void {
    for (const [source, each] of compiled) this.#compiled.set(source, each);
  }

  #runOurs(module: TabModule): void {
    module.link(
      (specifier) => this.#ours.get(specifier) ?? this.#ours.get(`${specifier}/src/index.ts`) ?? lacking(specifier),
    );
    const pending = module.run(evaluate, this.#bodyGlobals);
    if (pending !== undefined) throw new Error(`internal: ${module.id} must not wait`);
  }

  async #runFile(module: TabModule, milliseconds: number, problems: readonly LoadProblem[]): Promise<Ended> {
    const [first] = module.dependencySpecifiers;
    const isOwn = module.id.startsWith("src/");
    const file = isOwn || first === undefined ? module.id : module.linkedTo(first).id;
    this.#hooks.onBegin(milliseconds, file, problems);
    try {
      await this.#settled(() => module.run(evaluate, this.#bodyGlobals));
      return { type: "ran" };
    } catch (error) {
      return { type: "threw", error: withColumns(error, this.#byId) };
    }
  }

  /** Waits for what happens at once: what is pending then will be for ever. */
  async #settled(work: () => void | Promise<void>): Promise<void> {
    const failed: { error?: unknown } = {};
    const wait = async () => {
      try {
        await work();
      } catch (error) {
        failed.error = error;
      }
    };
    void wait();
    await allSettled();
    const rejected = takeRejected();
    if ("error" in failed) throw failed.error;
    if (rejected.length > 0) throw rejected[0];
  }

  #standIn(name: Asked | "startTest"): (number?: number) => unknown {
    const found = this.#ours.get(standInId)?.namespace[name];
    if (typeof found !== "function") throw new Error(`internal: the stand-in for vitest must have ${name}`);
    return (number) => apply(found, undefined, [number]);
  }
}

function lacking(specifier: string): never {
  throw new Error(`internal: no module ${specifier}`);
}

/** As where submissions are graded: there is nothing to import when all has been linked. */
async function noDynamicImport(): Promise<never> {
  // Its place is where it is waited for, and not where it was asked.
  await undefined;
  throw new Error("Not supported");
}

/** An error with its places as they are in the files: the first line of what ran has more before it. */
function withColumns(error: unknown, modules: ReadonlyMap<string, TabModule>): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack = "" } = error;
  const moved = stack.replaceAll(
    /([\w@./-]+):1:(\d+)/g,
    (_, file, column) => `${file}:1:${Number(column) - (modules.get(file)?.firstColumns ?? 0)}`,
  );
  return { name, message, stack: moved };
}
