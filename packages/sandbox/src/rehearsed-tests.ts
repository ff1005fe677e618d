import { type AnyModule, type LoadedApart, type Resolve, standInMaker } from "./load-apart.ts";
import type { SandboxRequest } from "./messages.ts";
import { OutOfTimeError } from "./out-of-time.ts";
import type { RehearsedEnd, RehearsedFile } from "./rehearsed-reply.ts";
import { importedNames, resolveTestImport } from "./resolve-test-import.ts";

/** The id of the module that tests find under the name `vitest`: a process is prepared with it. */
export const standInId = "vitest";

/** What the stand-in for vitest is asked, for all it has declared or from a number on. */
export type Asked = "beginFile" | "endFile" | "forget" | "collected" | "readEnd";

/** What visible tests need of what runs them. */
export interface TestsInside<Module extends AnyModule> {
  compile(id: string, source: string): Module;
  /** A package, the stand-in for vitest, or the module that makes stand-ins. */
  ours(id: string): Module | undefined;
  /** Makes ready where tests run, with the stand-in for vitest in it. */
  open(): Promise<void>;
  /** Links a module where tests run. */
  link(module: Module, resolve: Resolve<Module>): void;
  /** Runs a linked module, for as long as it may have the processor. */
  run(module: Module, milliseconds: number): Promise<unknown>;
  hasRun(module: Module): Promise<boolean>;
  /** The names that a module exports. */
  exportsOf(module: Module): readonly string[];
  /** Asks the stand-in for vitest. */
  ask<Answer>(what: Asked, number?: number): Promise<Answer>;
  /** Begins a test, and comes back when all that can happen has happened. */
  startTest(index: number, milliseconds: number): Promise<void>;
  readConsole(): Promise<string>;
  /** Whether it has ended for good. */
  readonly isDisposed: boolean;
}

/**
 * A module's visible tests beside the submission that they test: trusted modules in a realm of their own, so that what they hand
 * it is what a suite would. An error that it throws is an instance of theirs. At home alone; a service never asks for it.
 */
export class RehearsedTests<Module extends AnyModule> {
  readonly #inside: TestsInside<Module>;
  readonly #loaded: LoadedApart<Module>;
  readonly #ownPackages: Readonly<Record<string, string>>;
  readonly #sources = new Map<string, string>();
  readonly #modules = new Map<string, Module>();
  readonly #ids = new Map<Module, string>();
  #consoleRead = 0;

  /** @param ownPackages files of the submission that tests too find in the place of packages. */
  constructor(inside: TestsInside<Module>, loaded: LoadedApart<Module>, ownPackages: Readonly<Record<string, string>>) {
    this.#inside = inside;
    this.#loaded = loaded;
    this.#ownPackages = ownPackages;
  }

  /** Loads files of tests one after another; one that does not load says why, and the others do. */
  async load({ modules, testFiles, milliseconds }: Request<"rehearse">): Promise<readonly RehearsedFile[]> {
    await this.#inside.open();
    this.#consoleRead = (await this.#inside.readConsole()).length;
    for (const [id, source] of Object.entries(modules)) this.#sources.set(id, source);
    const files: RehearsedFile[] = [];
    let declared = 0;
    for (const file of testFiles) {
      const problem = await this.#loadOne(file, milliseconds);
      if (problem !== null) await this.#inside.ask("forget", declared);
      const tests: RehearsedFile["tests"] = await this.#inside.ask("collected", declared);
      declared += tests.length;
      files.push({ file, problem, tests });
    }
    return files;
  }

  /** @throws what stopped it when it had to be stopped. */
  async run(index: number, milliseconds: number): Promise<RehearsedEnd> {
    let rejected: RehearsedEnd["error"] = null;
    try {
      await this.#inside.startTest(index, milliseconds);
    } catch (error) {
      if (error instanceof OutOfTimeError || this.#inside.isDisposed) throw error;
      // A promise was rejected that nobody looked after: a grading has no better word for it.
      rejected = { ...errorOf(error), difference: null };
    }
    const end: Omit<RehearsedEnd, "console"> | null = await this.#inside.ask("readEnd");
    const text = await this.#inside.readConsole();
    const console = text.slice(this.#consoleRead);
    this.#consoleRead = text.length;
    if (rejected !== null && end?.state !== "failed") return { state: "failed", error: rejected, console };
    return { state: "pending", error: null, ...end, console };
  }

  async #loadOne(file: string, milliseconds: number): Promise<RehearsedFile["problem"]> {
    try {
      // A module of ours round the file: its own body runs once the file has.
      const loader = this.#compile(
        `load ${file.replaceAll("/", " ")}`,
        `import "./${file}";\nexport const hasRun = true;`,
      );
      this.#inside.link(loader, (specifier, referrer) => this.#resolve(specifier, referrer));
      await this.#inside.ask("beginFile");
      await this.#inside.run(loader, milliseconds);
      return (await this.#inside.hasRun(loader)) ? null : { message: "a top-level await never ends", stack: "" };
    } catch (error) {
      if (this.#inside.isDisposed) throw error;
      return problemOf(error);
    } finally {
      if (!this.#inside.isDisposed) await this.#inside.ask("endFile");
    }
  }

  #compile(id: string, source: string): Module {
    const module = this.#inside.compile(id, source);
    this.#modules.set(id, module);
    this.#ids.set(module, id);
    return module;
  }

  #resolve(specifier: string, referrer: Module): Module {
    const from = this.#ids.get(referrer) ?? "";
    // What stands round a file of the submission imports by id.
    if (from.startsWith("seen by ")) return this.#loaded.files.get(specifier) ?? this.#ours(specifier);
    const own = Object.hasOwn(this.#ownPackages, specifier) ? this.#ownPackages[specifier] : undefined;
    if (own !== undefined) return this.#submitted(own, specifier, from);
    for (const id of resolveTestImport(specifier, from)) {
      if (this.#loaded.files.has(id) || this.#loaded.broken.has(id)) return this.#submitted(id, specifier, from);
      const known = this.#modules.get(id) ?? this.#inside.ours(id);
      if (known !== undefined) return known;
      const source = this.#sources.get(id);
      if (source !== undefined) return this.#compile(id, source);
    }
    throw new Error(`${from} imports ${JSON.stringify(specifier)}, which is not there`);
  }

  /** A file of the submission, with a stand-in for each name that a test imports of it and it does not have. */
  #submitted(id: string, specifier: string, from: string): Module {
    const real = this.#loaded.files.get(id);
    const wanted = importedNames(this.#sources.get(from) ?? "", specifier);
    const there: readonly string[] = real === undefined ? [] : this.#inside.exportsOf(real);
    const lacking = wanted.filter((name) => !there.includes(name));
    if (real !== undefined && lacking.length === 0) return real;
    const problem = this.#loaded.broken.get(id) ?? this.#loaded.brokenStar;
    const called = specifier.startsWith(".") ? id : specifier;
    const lines = [`import { makeStandIn } from "${standInMaker}";`];
    const present = wanted.filter((name) => there.includes(name));
    if (present.length > 0) lines.push(`export { ${present.join(", ")} } from "${id}";`);
    for (const [index, name] of lacking.entries()) {
      const message = problem === null ? `${called} does not export ${name}` : `${this.#fileOf(problem)} does not load`;
      lines.push(`const standIn${index} = makeStandIn(${problem ?? -1}, ${JSON.stringify(message)});`);
      lines.push(`export { standIn${index} as ${name} };`);
    }
    return this.#compile(`seen by ${from}`, lines.join("\n"));
  }

  #fileOf(problem: number): string {
    return this.#loaded.problems[problem]?.file ?? "the submission";
  }

  #ours(id: string): Module {
    const module = this.#inside.ours(id);
    if (module === undefined) throw new Error(`internal: no module ${id}`);
    return module;
  }
}

type Request<Type extends SandboxRequest["type"]> = Extract<SandboxRequest, { type: Type }>;

function problemOf(error: unknown): { readonly message: string; readonly stack: string } {
  if (error instanceof OutOfTimeError) return { message: "it never ends as it is loaded", stack: "" };
  const { name, message, stack } = errorOf(error);
  return { message: name === "Error" ? message : `${name}: ${message}`, stack };
}

function errorOf(error: unknown): { readonly name: string; readonly message: string; readonly stack: string } {
  if (!(error instanceof Error)) return { name: "", message: String(error), stack: "" };
  return { name: error.name, message: error.message, stack: error.stack ?? "" };
}
