import type IsolatedVM from "isolated-vm";
import { consoleGlobals } from "./console-globals.ts";
import type { Thrown } from "./describe-error.ts";
import { freezeLibrary } from "./freeze-library.ts";
import { harmlessGlobals } from "./harmless-globals.ts";
import { isolateGlobals, removeGlobals } from "./isolate-globals.ts";
import { ivm } from "./isolated-vm.ts";
import { type LoadedApart, standInMaker } from "./load-apart.ts";
import type { SandboxRequest, SandboxSources, SealedFunction } from "./messages.ts";
import { resolveImport } from "./resolve-import.ts";
import { openSealedFunction } from "./sealed-function.ts";
import { borrowConstructors, collectConstructors, shareConstructors, suiteRealm } from "./suite-realm.ts";
import { withheldIn } from "./withheld-words.ts";

/** What a call in the suite's realm gives back: a value, or what was thrown, or that the value cannot be copied out. */
export type CallEnded = { readonly value: unknown } | { readonly failure: Thrown } | { readonly refused: true };

/** An argument, as it is handed into the isolate: data as a copy. */
export type CallArgument = IsolatedVM.Copy<unknown> | string | number | boolean | null | undefined;

type Withheld = Extract<SandboxRequest, { type: "load" }>["withheld"];

/** What each realm gives its host. */
interface World {
  start(seed: number): void;
}

/** What the submission's console gives its host. */
interface Console {
  start(limit: number): void;
  readConsole(): string;
}

/** What the suite's realm gives besides. */
interface SuiteHost {
  run(suiteFunction: unknown, scope: unknown, ...args: unknown[]): IsolatedVM.ExternalCopy<CallEnded>;
  runOn(suiteFunction: unknown, scope: unknown, args: string): IsolatedVM.ExternalCopy<CallEnded>;
  whyRefused(): string | number;
  makeStandIn(problem: number, message: string): unknown;
  makeScope(...given: unknown[]): unknown;
}

/**
 * One isolate with two realms in it: the submission's, which has the packages and the student's files, and the suite's,
 * where the functions of hidden tests run with builtins of their own. Objects pass between the two; no code of the
 * submission's is ever evaluated in the suite's.
 */
export class Realms {
  /** The realm of the submission. */
  readonly submission: IsolatedVM.Context;
  readonly #suite: IsolatedVM.Context;
  readonly isolate: IsolatedVM.Isolate;
  /** What is ours in the submission's realm, by id. */
  readonly #ours = new Map<string, IsolatedVM.Module>();
  readonly #ids = new Map<IsolatedVM.Module, string>();
  readonly #packageEntries: readonly string[];
  /** What is called later is at hand: to ask the isolate for it could bring up a rejection of the submission's. */
  readonly #start: readonly IsolatedVM.Reference<World["start"]>[];
  readonly #startConsole: IsolatedVM.Reference<Console["start"]>;
  readonly #readConsole: IsolatedVM.Reference<Console["readConsole"]>;
  readonly #run: IsolatedVM.Reference<SuiteHost["run"]>;
  readonly #runOn: IsolatedVM.Reference<SuiteHost["runOn"]>;
  readonly #whyRefused: IsolatedVM.Reference<SuiteHost["whyRefused"]>;
  readonly #makeScope: IsolatedVM.Reference<SuiteHost["makeScope"]>;
  readonly #functions = new Map<number, IsolatedVM.Reference>();

  constructor(packages: SandboxSources, memoryMegabytes: number) {
    // The inspector says where a loop is that has to be ended; until then nothing is connected to it, and it costs nothing.
    this.isolate = new ivm.Isolate({ memoryLimit: memoryMegabytes, inspector: true });
    this.submission = this.isolate.createContextSync({ inspector: true });
    this.#suite = this.isolate.createContextSync({ inspector: true });
    const asReference = { result: { reference: true } } as const;
    for (const realm of [this.submission, this.#suite]) realm.evalSync(removeGlobals);

    for (const [id, source] of Object.entries(packages)) this.#compileOurs(id, source);
    this.#packageEntries = Object.keys(packages).filter((id) => /^@tinytorch\/[a-z]+\/src\/index\.ts$/.test(id));
    for (const id of this.#packageEntries) this.#runOurs(id);

    const worldOf = (realm: IsolatedVM.Context): IsolatedVM.Reference<World> =>
      realm.evalClosureSync(isolateGlobals, [clock], asReference);
    const [world, suiteWorld] = [worldOf(this.submission), worldOf(this.#suite)];
    this.#start = [world, suiteWorld].map((each) => each.getSync("start", { reference: true }));
    this.submission.evalClosureSync(harmlessGlobals, [clock]);
    const console: IsolatedVM.Reference<Console> = this.submission.evalClosureSync(consoleGlobals, [], asReference);
    this.#startConsole = console.getSync("start", { reference: true });
    this.#readConsole = console.getSync("readConsole", { reference: true });
    const constructors = this.submission.evalClosureSync(collectConstructors, [], asReference);
    const ownConstructors = this.#suite.evalClosureSync(collectConstructors, [], asReference);
    this.submission.evalClosureSync(shareConstructors, [ownConstructors.derefInto()]);
    this.#suite.evalClosureSync(shareConstructors, [constructors.derefInto()]);
    this.#suite.evalClosureSync(borrowConstructors, [constructors.derefInto()]);
    const host: IsolatedVM.Reference<SuiteHost> = this.#suite.evalClosureSync(
      suiteRealm,
      [constructors.derefInto(), ivm],
      asReference,
    );
    this.#run = host.getSync("run", { reference: true });
    this.#runOn = host.getSync("runOn", { reference: true });
    this.#whyRefused = host.getSync("whyRefused", { reference: true });
    this.#makeScope = host.getSync("makeScope", { reference: true });
    const makeStandIn = host.getSync("makeStandIn", { reference: true });
    this.submission.global.setSync("makeStandIn", makeStandIn.derefInto());
    this.#compileOurs(standInMaker, "export const { makeStandIn } = globalThis;\ndelete globalThis.makeStandIn;");
    this.#runOurs(standInMaker);
  }

  get isDisposed(): boolean {
    return this.isolate.isDisposed;
  }

  dispose(): void {
    if (!this.isolate.isDisposed) this.isolate.dispose();
  }

  /** Begins a run: chance follows from the seed, and as many characters of console are kept. */
  async start(seed: number, consoleLimit: number): Promise<void> {
    for (const start of this.#start) await start.apply(undefined, [seed]);
    await this.#startConsole.apply(undefined, [consoleLimit]);
  }

  /**
   * Puts what throws in the place of what is withheld, and freezes the packages; then they are as a submission finds them.
   * @returns the exports of each package, by id, that are withheld.
   */
  async freezePackages({ module, names }: Withheld): Promise<ReadonlyMap<string, readonly string[]>> {
    const found: string = await this.submission.evalClosure(
      freezeLibrary,
      [this.#list(this.#packageEntries), new ivm.ExternalCopy([...names]).copyInto(), withheldIn(module)],
      { result: { copy: true } },
    );
    const exports: readonly (readonly string[])[] = JSON.parse(found);
    return new Map(this.#packageEntries.map((id, index) => [id, exports[index] ?? []]));
  }

  compile(id: string, source: string): IsolatedVM.Module {
    return this.isolate.compileModuleSync(source, { filename: id });
  }

  ours(id: string): IsolatedVM.Module | undefined {
    return this.#ours.get(id);
  }

  /** Nothing but a module's own promises can move inside the isolate: what has not run by now never will. */
  async hasRun(module: IsolatedVM.Module): Promise<boolean> {
    const check = "try { return $0.hasRun } catch { return false }";
    return (await this.submission.evalClosure(check, [module.namespace.derefInto()])) === true;
  }

  /**
   * What a suite's function is handed: the exports of the packages that the module allows, without those that are withheld, the
   * submission's on top.
   */
  async makeScope(
    { entry, brokenEntry, brokenStar }: LoadedApart<IsolatedVM.Module>,
    exports: readonly string[],
    allowedImports: readonly string[],
    withheld: ReadonlyMap<string, readonly string[]>,
  ): Promise<IsolatedVM.Reference> {
    const allowed = this.#packageEntries.filter((id) => allowedImports.includes(id.replace("/src/index.ts", "")));
    return this.#makeScope.apply(
      undefined,
      [
        entry === null ? null : entry.namespace.derefInto(),
        new ivm.ExternalCopy(exports).copyInto(),
        this.#list(allowed),
        new ivm.ExternalCopy(allowed.map((id) => [...(withheld.get(id) ?? [])])).copyInto(),
        brokenEntry,
        brokenStar,
      ],
      { result: { reference: true } },
    );
  }

  /**
   * Calls a suite's function with the scope and the arguments, in the suite's realm; what comes back is as it was at the call's end.
   *
   * @param args as a text: a JSON list, of which the suite's realm makes what it is of.
   */
  async call(
    suiteFunction: number,
    scope: IsolatedVM.Reference,
    args: readonly CallArgument[] | string,
  ): Promise<CallEnded> {
    const known = this.#functions.get(suiteFunction);
    if (known === undefined) throw new Error("internal: a suite's function must come before it is called");
    const given = [known.derefInto(), scope.derefInto()] as const;
    const ended =
      typeof args === "string"
        ? await this.#runOn.apply(undefined, [...given, args])
        : await this.#run.apply(undefined, [...given, ...args]);
    const copy = ended.copy();
    ended.release();
    return copy;
  }

  /** Makes a function of a suite's known, by its number. */
  addFunction(number: number, sealed: SealedFunction): void {
    const script = openSealedFunction(this.isolate, sealed);
    this.#functions.set(number, script.runSync(this.#suite, { reference: true }));
  }

  /**
   * Calls a function of ours in the submission's realm, and what it is to be told, out of the suite's realm: as a suite's function
   * calls a submission's. The language tells that apart from a call within one realm: it makes no code of text there.
   */
  async callAcross(ours: IsolatedVM.Dereference<unknown>, argument: number): Promise<void> {
    await this.#suite.evalClosure("$0($1)", [ours, argument]);
  }

  /**
   * At home: one more realm, for a module's visible tests. What they hand to the submission is another realm's, as it is when a
   * suite does: a list without what the submission has added to its own, and yet an `Array`.
   */
  openTestRealm(): IsolatedVM.Context {
    const realm = this.isolate.createContextSync({ inspector: true });
    const asReference = { result: { reference: true } } as const;
    realm.evalSync(removeGlobals);
    realm.evalClosureSync(isolateGlobals, [clock], asReference);
    realm.evalClosureSync(harmlessGlobals, [clock]);
    realm.global.setSync("console", this.submission.global.getSync("console", { reference: true }).derefInto());
    const theirs = this.submission.evalClosureSync(collectConstructors, [], asReference);
    const own = realm.evalClosureSync(collectConstructors, [], asReference);
    this.submission.evalClosureSync(shareConstructors, [own.derefInto()]);
    realm.evalClosureSync(shareConstructors, [theirs.derefInto()]);
    realm.evalClosureSync(borrowConstructors, [theirs.derefInto()]);
    return realm;
  }

  /** Why the last result could not be copied out: one of `refusals`, or the number of the problem that a part of it stands for. */
  whyRefused(): Promise<string | number> {
    return this.#whyRefused.apply(undefined, []);
  }

  readConsole(): Promise<string> {
    return this.#readConsole.apply(undefined, []);
  }

  #compileOurs(id: string, source: string): void {
    const module = this.compile(id, source);
    this.#ours.set(id, module);
    this.#ids.set(module, id);
  }

  #runOurs(id: string): void {
    const module = this.#our(id);
    module.instantiateSync(this.submission, (specifier, referrer) => {
      const resolution = resolveImport(specifier, this.#ids.get(referrer) ?? "", [], (name) => this.#ours.has(name));
      if (resolution.kind === "refused") throw new Error(resolution.message);
      return this.#our(resolution.id);
    });
    module.evaluateSync();
  }

  /** The packages' namespaces, as a list inside the isolate. */
  #list(ids: readonly string[]): IsolatedVM.Dereference<unknown> {
    const names = ids.map((_, index) => `$${index}`);
    const list = this.#suite.evalClosureSync(
      `return [${names.join(", ")}]`,
      ids.map((id) => this.#our(id).namespace.derefInto()),
      { result: { reference: true } },
    );
    return list.derefInto();
  }

  #our(id: string): IsolatedVM.Module {
    const module = this.#ours.get(id);
    if (module === undefined) throw new Error(`internal: no module ${id}`);
    return module;
  }
}

/** The sandbox's clock stands still here (ms): 1 January 2025, UTC. */
const clock = Date.UTC(2025, 0, 1);
