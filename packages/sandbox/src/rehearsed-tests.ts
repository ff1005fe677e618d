import type IsolatedVM from "isolated-vm";
import { type LoadedApart, standInMaker } from "./load-apart.ts";
import type { SandboxRequest } from "./messages.ts";
import { OutOfTimeError } from "./processor-budget.ts";
import type { Realms } from "./realms.ts";
import { importedNames, resolveTestImport } from "./resolve-test-import.ts";

/** How a test ended, or did not: what is told to the host, as JSON. */
export interface RehearsedEnd {
  /** `pending`: it waits for something that never comes. */
  readonly state: "passed" | "failed" | "skipped" | "pending";
  /** Of what it failed by; null when it did not fail. */
  readonly error: { readonly name: string; readonly message: string; readonly stack: string } | null;
  /** What was printed while it ran. */
  readonly console: string;
}

/** A file of tests: what it declares, or why it did not load. */
export interface RehearsedFile {
  readonly file: string;
  readonly problem: { readonly message: string; readonly stack: string } | null;
  readonly tests: readonly { readonly suites: readonly string[]; readonly name: string; readonly runs: boolean }[];
}

/** The id of the module that tests find under the name `vitest`: a process is prepared with it. */
export const standInId = "vitest";

/**
 * A module's visible tests beside the submission that they test: trusted modules in a realm of their own, so that what they hand
 * it is what a suite would. An error that it throws is an instance of theirs. At home alone; a service never asks for it.
 */
export class RehearsedTests {
  readonly #realms: Realms;
  readonly #loaded: LoadedApart;
  readonly #timed: Timed;
  readonly #ownPackages: Readonly<Record<string, string>>;
  readonly #sources = new Map<string, string>();
  readonly #modules = new Map<string, IsolatedVM.Module>();
  readonly #ids = new Map<IsolatedVM.Module, string>();
  /** Where tests run; there once they load. */
  #openedRealm: IsolatedVM.Context | null = null;
  #consoleRead = 0;

  /** @param ownPackages files of the submission that tests too find in the place of packages. */
  constructor(realms: Realms, loaded: LoadedApart, timed: Timed, ownPackages: Readonly<Record<string, string>>) {
    this.#realms = realms;
    this.#loaded = loaded;
    this.#timed = timed;
    this.#ownPackages = ownPackages;
  }

  /** Loads files of tests one after another; one that does not load says why, and the others do. */
  async load({ modules, testFiles, milliseconds }: Request<"rehearse">): Promise<readonly RehearsedFile[]> {
    const standIn = this.#ours(standInId);
    this.#openedRealm = this.#realms.openTestRealm();
    standIn.instantiateSync(this.#realm, (specifier) => this.#ours(specifier));
    await standIn.evaluate();
    this.#consoleRead = (await this.#realms.readConsole()).length;
    for (const [id, source] of Object.entries(modules)) this.#sources.set(id, source);
    const files: RehearsedFile[] = [];
    let declared = 0;
    for (const file of testFiles) {
      const problem = await this.#loadOne(file, milliseconds);
      if (problem !== null) await this.#ask("$0.forget($1)", declared);
      const tests: RehearsedFile["tests"] = await this.#ask("return $0.collected($1)", declared);
      declared += tests.length;
      files.push({ file, problem, tests });
    }
    return files;
  }

  /** @throws what stopped it when it had to be stopped. */
  async run(index: number, milliseconds: number): Promise<RehearsedEnd> {
    let rejected: RehearsedEnd["error"] = null;
    try {
      const startTest = await this.#ours(standInId).namespace.get("startTest", { reference: true });
      await this.#timed({ milliseconds }, () => this.#realms.callAcross(startTest.derefInto(), index));
    } catch (error) {
      if (error instanceof OutOfTimeError || this.#realms.isDisposed) throw error;
      // A promise was rejected that nobody looked after: a grading has no better word for it.
      rejected = errorOf(error);
    }
    const end: Omit<RehearsedEnd, "console"> | null = await this.#ask("return $0.readEnd()");
    const text = await this.#realms.readConsole();
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
      loader.instantiateSync(this.#realm, (specifier, referrer) => this.#resolve(specifier, referrer));
      await this.#ask("$0.beginFile()");
      await this.#timed({ milliseconds }, () => loader.evaluate());
      return (await this.#realms.hasRun(loader)) ? null : { message: "a top-level await never ends", stack: "" };
    } catch (error) {
      if (this.#realms.isDisposed) throw error;
      return problemOf(error);
    } finally {
      if (!this.#realms.isDisposed) await this.#ask("$0.endFile()");
    }
  }

  get #realm(): IsolatedVM.Context {
    if (this.#openedRealm === null) throw new Error("internal: tests must load before they are asked for");
    return this.#openedRealm;
  }

  #compile(id: string, source: string): IsolatedVM.Module {
    const module = this.#realms.compile(id, source);
    this.#modules.set(id, module);
    this.#ids.set(module, id);
    return module;
  }

  #resolve(specifier: string, referrer: IsolatedVM.Module): IsolatedVM.Module {
    const from = this.#ids.get(referrer) ?? "";
    // What stands round a file of the submission imports by id.
    if (from.startsWith("seen by ")) return this.#loaded.files.get(specifier) ?? this.#ours(specifier);
    const own = Object.hasOwn(this.#ownPackages, specifier) ? this.#ownPackages[specifier] : undefined;
    if (own !== undefined) return this.#submitted(own, specifier, from);
    for (const id of resolveTestImport(specifier, from)) {
      if (this.#loaded.files.has(id) || this.#loaded.broken.has(id)) return this.#submitted(id, specifier, from);
      const known = this.#modules.get(id) ?? this.#realms.ours(id);
      if (known !== undefined) return known;
      const source = this.#sources.get(id);
      if (source !== undefined) return this.#compile(id, source);
    }
    throw new Error(`${from} imports ${JSON.stringify(specifier)}, which is not there`);
  }

  /** A file of the submission, with a stand-in for each name that a test imports of it and it does not have. */
  #submitted(id: string, specifier: string, from: string): IsolatedVM.Module {
    const real = this.#loaded.files.get(id);
    const wanted = importedNames(this.#sources.get(from) ?? "", specifier);
    const there: readonly string[] = real === undefined ? [] : this.#exportsOf(real);
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

  #exportsOf(module: IsolatedVM.Module): readonly string[] {
    return this.#realms.submission.evalClosureSync("return Object.keys($0)", [module.namespace.derefInto()], {
      result: { copy: true },
    });
  }

  #ours(id: string): IsolatedVM.Module {
    const module = this.#realms.ours(id);
    if (module === undefined) throw new Error(`internal: no module ${id}`);
    return module;
  }

  /** Calls something with the stand-in for vitest as `$0`, and perhaps a number as `$1`. */
  #ask<Answer>(code: string, number?: number): Promise<Answer> {
    const standIn = this.#ours(standInId).namespace.derefInto();
    return this.#realm.evalClosure(code, [standIn, number], { result: { copy: true } });
  }
}

/** Work in the isolate, for as long as it may have the processor. */
type Timed = <Result>(limit: { readonly milliseconds: number }, work: () => Promise<Result>) => Promise<Result>;

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
