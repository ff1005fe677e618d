import type { LoadProblem } from "@tinytorch/course";
import { readText } from "./describe-error.ts";
import { exportedValues, isAlike } from "./exported-names.ts";
import { groupsInOrder, placeAt, placeOfImport, starsOf } from "./import-graph.ts";
import {
  awaitsForEver,
  exportedAsType,
  exportedTwice,
  lacksValue,
  misspelled,
  neverEnds,
  notExported,
  oneLine,
  outOfMemoryAtLoad,
  saysItNeverEnds,
  syntaxError,
  threw,
  withoutDefault,
} from "./load-words.ts";
import { type CodePlace, mostProblems, type SandboxRequest } from "./messages.ts";
import { type Place, placesIn } from "./place.ts";
import { resolveImport } from "./resolve-import.ts";
import { withheldIn } from "./withheld-words.ts";

/** A module, as whoever runs it has it. */
export interface AnyModule {
  /** What it imports, as the language reads it. */
  readonly dependencySpecifiers: readonly string[];
}

/** What an import leads to. */
export type Resolve<Module> = (specifier: string, from: Module) => Module;

/** What loading needs of the isolate, or of whatever else runs modules. */
export interface Inside<Module extends AnyModule> {
  compile(id: string, source: string): Module;
  /** Links a module of the submission's realm, with what each of its imports leads to. */
  link(module: Module, resolve: Resolve<Module>): void;
  /** Runs a linked module. @param known the problems that were found before. */
  run(module: Module, milliseconds: number, known: readonly LoadProblem[]): Promise<Ended>;
  /** Whether a module of ours has run to its end. */
  hasRun(module: Module): Promise<boolean>;
  /** A package, or the module that makes stand-ins. */
  ours(id: string): Module | undefined;
  /** What a package exports and the submission is not to have. */
  withheldOf(id: string): readonly string[];
}

export type Ended =
  | { readonly type: "ran" | "out-of-memory" }
  | { readonly type: "out-of-time"; readonly where: CodePlace | null; readonly isStuck: boolean }
  | { readonly type: "threw"; readonly error: unknown };

/** What loading came to. Whatever is broken is named by the number of its problem. */
export interface LoadedApart<Module> {
  readonly problems: readonly LoadProblem[];
  /** The entry, when it has run. */
  readonly entry: Module | null;
  readonly brokenEntry: number | null;
  /** A broken file of which the entry hands on all exports, whatever they are. */
  readonly brokenStar: number | null;
  readonly outOfMemory: boolean;
  /** A file is running that could not be ended. */
  readonly isStuck: boolean;
  /** The files that have run, and those that are broken: for a module's visible tests, which import them by name. */
  readonly files: ReadonlyMap<string, Module>;
  readonly broken: ReadonlyMap<string, number>;
}

type LoadRequest = Pick<
  Extract<SandboxRequest, { type: "load" }>,
  | "files"
  | "problems"
  | "entry"
  | "allowedImports"
  | "fileImports"
  | "types"
  | "ownPackages"
  | "withheld"
  | "milliseconds"
>;

/** The id of the module by which stand-ins are made: `makeStandIn(problem, message)`. */
export const standInMaker = "stand-ins";

/**
 * Loads each file of a submission by itself, those that it imports first. What a file imports and cannot have (a file that
 * does not load, a name that is not exported) is replaced by a stand-in that throws when it is used; so a broken file
 * costs what needs it, and nothing else.
 */
export async function loadApart<Module extends AnyModule>(
  inside: Inside<Module>,
  request: LoadRequest,
): Promise<LoadedApart<Module>> {
  const loading = new Loading(inside, request);
  loading.readAll();
  await loading.runAll();
  return loading.result();
}

class Loading<Module extends AnyModule> {
  readonly #inside: Inside<Module>;
  readonly #request: LoadRequest;
  readonly #names: ReadonlySet<string>;
  readonly #problems: LoadProblem[];
  /** The number of a problem of each file that does not load. */
  readonly #broken = new Map<string, number>();
  readonly #imports = new Map<string, ReadonlyMap<string, string>>();
  readonly #done = new Map<string, Module>();
  /** The number of the problem that a file lacks a name, by both. */
  readonly #lacking = new Map<string, number>();
  /** Files and packages that were found to have no default export. */
  readonly #withoutDefault = new Set<string>();
  /** Modules that nobody has tried to link: a failed attempt leaves them of no use. */
  readonly #fresh = new Map<string, Module>();
  #stopped: number;
  #outOfMemory = false;
  #isStuck = false;

  readonly #readSpecifiers = (source: string): readonly string[] =>
    this.#inside.compile("read-imports.ts", source).dependencySpecifiers;

  constructor(inside: Inside<Module>, request: LoadRequest) {
    this.#inside = inside;
    this.#request = request;
    this.#problems = [...request.problems];
    this.#stopped = request.problems.filter(saysItNeverEnds).length;
    this.#names = new Set([...Object.keys(request.files), ...request.problems.map(({ file }) => file)]);
    for (const [index, problem] of request.problems.entries()) {
      if (this.#broken.has(problem.file)) continue;
      if (!Object.hasOwn(request.files, problem.file) || saysItNeverEnds(problem))
        this.#broken.set(problem.file, index);
    }
  }

  /** Finds what does not load for what it is, in all files, whether the entry leads to them or not. */
  readAll(): void {
    for (const [file, source] of Object.entries(this.#request.files)) {
      try {
        const module = this.#inside.compile(file, source);
        this.#fresh.set(file, module);
        this.#readImports(file, module.dependencySpecifiers);
      } catch (error) {
        const said = readText(error, "message");
        const [, line = "1", column = "1"] = /:(\d+):(\d+)\]$/.exec(said) ?? [];
        const at = source.split("\n")[Number(line) - 1]?.slice(Number(column) - 1) ?? "";
        this.#break([file], { file, line: Number(line), column: Number(column) }, syntaxError(said, at));
      }
    }
    this.#holdNarrowed();
  }

  async runAll(): Promise<void> {
    const { entry, files } = this.#request;
    const importsOf = (file: string) =>
      this.#broken.has(file) ? [] : [...(this.#imports.get(file)?.values() ?? [])].filter((id) => this.#names.has(id));
    if (!Object.hasOwn(files, entry)) return;
    for (const group of groupsInOrder(entry, importsOf)) {
      if (group.some((file) => this.#broken.has(file))) continue;
      const linked = this.#link(group);
      if (linked !== null) await this.#run(group, linked);
      if (this.#outOfMemory || this.#isStuck) return;
    }
  }

  result(): LoadedApart<Module> {
    const { entry } = this.#request;
    return {
      problems: this.#problems,
      entry: this.#done.get(entry) ?? null,
      brokenEntry: this.#done.has(entry) ? null : (this.#broken.get(entry) ?? 0),
      brokenStar: this.#brokenStar(entry, new Set()),
      outOfMemory: this.#outOfMemory,
      isStuck: this.#isStuck,
      files: this.#done,
      broken: this.#broken,
    };
  }

  #readImports(file: string, specifiers: readonly string[]): void {
    const imports = new Map<string, string>();
    let refused = 0;
    for (const specifier of specifiers) {
      const { ownPackages } = this.#request;
      const found = resolveImport(specifier, file, this.#allowedIn(file), (id) => this.#exists(id), ownPackages);
      if (found.kind === "module") imports.set(specifier, found.id);
      else {
        const narrowed = Object.hasOwn(this.#request.fileImports, file);
        const message = narrowed ? found.message.replace("this module may", "this file may") : found.message;
        this.#break([file], this.#placeOfImport(file, specifier), message);
        refused += 1;
        if (refused === mostRefused) break;
      }
    }
    this.#imports.set(file, imports);
  }

  #allowedIn(file: string): readonly string[] {
    const { allowedImports, fileImports } = this.#request;
    return Object.hasOwn(fileImports, file) ? (fileImports[file] ?? []) : allowedImports;
  }

  /** What a file that may import less may not have, no file that it imports may have either: by import, that is. */
  #holdNarrowed(): void {
    for (const [file, allowed] of Object.entries(this.#request.fileImports)) {
      let refused = 0;
      for (const [specifier, id] of this.#imports.get(file) ?? []) {
        const beyond = this.#packagesBehind(id, new Set([file])).find((name) => !allowed.includes(name));
        if (beyond === undefined || !this.#names.has(id)) continue;
        const rule = `${file} may not have ${beyond} by way of another file, got ${JSON.stringify(specifier)}`;
        this.#break([file], this.#placeOfImport(file, specifier), `import: ${rule}`);
        refused += 1;
        if (refused === mostRefused) break;
      }
    }
  }

  #packagesBehind(id: string, seen: Set<string>): readonly string[] {
    if (seen.has(id)) return [];
    seen.add(id);
    // A file that stands in a package's place is that package, whatever it is made of.
    const [own] = Object.entries(this.#request.ownPackages).find(([, file]) => file === id) ?? [];
    if (own !== undefined) return [own];
    if (!this.#names.has(id)) return [id.replace("/src/index.ts", "")];
    return [...(this.#imports.get(id)?.values() ?? [])].flatMap((next) => this.#packagesBehind(next, seen));
  }

  #exists(id: string): boolean {
    return this.#names.has(id) || (id !== standInMaker && this.#inside.ours(id) !== undefined);
  }

  /** Links files that import each other; as often as it takes to know which names stand-ins must have. */
  #link(group: readonly string[]): Linked<Module> | null {
    const wanted: Wanted = new Map();
    let missed = 0;
    while (true) {
      try {
        return this.#linkWith(group, wanted);
      } catch (error) {
        const said = readText(error, "message");
        const found = lacking.exec(said);
        // A stand-in's own imports are ids: it asked for what nobody may have asked for.
        if (found?.[3] === "default" && this.#isNewWithoutDefault(found[1] ?? "")) continue;
        missed += 1;
        if (found !== null && missed <= mostMissed && this.#want(group, found, wanted)) continue;
        const [file = ""] = group;
        this.#break(group, { file, line: 1, column: 1 }, syntaxError(said, ""));
        return null;
      }
    }
  }

  #linkWith(group: readonly string[], wanted: Wanted): Linked<Module> {
    const ids = new Map<Module, string>();
    const built = new Map<string, Module>();
    const build = (id: string, source: string): Module => {
      const module = built.get(id) ?? this.#fresh.get(id) ?? this.#inside.compile(id, source);
      this.#fresh.delete(id);
      built.set(id, module);
      ids.set(module, id);
      return module;
    };
    const real = (id: string): Module => {
      const module = this.#done.get(id) ?? this.#inside.ours(id);
      return module ?? build(id, this.#request.files[id] ?? "");
    };
    const resolve = (specifier: string, from: Module): Module => {
      const importer = ids.get(from) ?? "";
      const id = this.#imports.get(importer)?.get(specifier);
      // A stand-in's own imports are ids.
      if (id === undefined) return real(specifier);
      const names = new Map([...this.#withheld(id), ...(wanted.get(id) ?? [])]);
      const broken = this.#broken.get(id);
      if (broken !== undefined) return build(`${id}?`, standInSource(names, null));
      return names.size === 0
        ? real(id)
        : build(`${id}?`, standInSource(names, { id, hasDefault: this.#mayHaveDefault(id, names) }));
    };
    const [root = ""] = group;
    const module = real(root);
    this.#inside.link(module, resolve);
    return { root: module, files: group.map((file) => [file, real(file)] as const) };
  }

  /** Whether something has a default export is found out by asking for it: no package of ours has one. */
  #mayHaveDefault(id: string, names: ReadonlyMap<string, MissingName>): boolean {
    return this.#names.has(id) && !names.has("default") && !this.#withoutDefault.has(id);
  }

  #isNewWithoutDefault(id: string): boolean {
    const isNew = this.#names.has(id) && !this.#withoutDefault.has(id);
    this.#withoutDefault.add(id);
    return isNew;
  }

  #withheld(id: string): Iterable<readonly [string, MissingName]> {
    const { module } = this.#request.withheld;
    return this.#inside
      .withheldOf(id)
      .map((name) => [name, { problem: null, message: `${name}: ${withheldIn(module)}` }] as const);
  }

  /** Notes a name that the group imports and that is not there; false when that brings nothing new. */
  #want(group: readonly string[], [, specifier = "", lack, name = ""]: RegExpExecArray, wanted: Wanted): boolean {
    let isNew = false;
    for (const file of group) {
      const id = this.#imports.get(file)?.get(specifier);
      if (id === undefined || wanted.get(id)?.has(name)) continue;
      const place = this.#placeOfImport(file, specifier, name);
      if (place === null && name !== "default") continue;
      const broken = this.#broken.get(id);
      const isOwn = specifier.startsWith(".") && this.#names.has(id);
      const problem =
        broken ??
        (lack === lacksExport && isOwn
          ? this.#reportLacking({ file, place, specifier, id, name })
          : this.#report(file, place, (lack === lacksExport ? notExported : exportedTwice)(name, specifier)));
      const names = wanted.get(id) ?? new Map();
      names.set(name, { problem, message: `${this.#problems[problem]?.file} does not load` });
      wanted.set(id, names);
      isNew = true;
    }
    return isNew;
  }

  /** The number of the problem that a file of the submission lacks a name: its own, unless who imports that is likelier to be wrong. */
  #reportLacking({ file, place, specifier, id, name }: LackingName): number {
    if (name === "default") return this.#report(file, place, withoutDefault(specifier));
    const { types, files } = this.#request;
    if (types[id]?.includes(name)) return this.#report(file, place, exportedAsType(name, specifier));
    const near = exportedValues(files[id] ?? "").find((each) => isAlike(each, name));
    if (near !== undefined) return this.#report(file, place, misspelled(name, specifier, near));
    const key = `${id} ${name}`;
    const problem = this.#lacking.get(key) ?? this.#report(id, null, lacksValue(name, file));
    this.#lacking.set(key, problem);
    return problem;
  }

  async #run(group: readonly string[], { root, files }: Linked<Module>): Promise<void> {
    const { milliseconds } = this.#request;
    const limit = this.#stopped === 0 ? milliseconds : Math.ceil(milliseconds / 8);
    const [file = ""] = group;
    // A file that waits has run when one that imports it has.
    const waits = group.some((each) => /\bawait\b/.test(this.#request.files[each] ?? ""));
    const last = waits ? this.#inside.compile("load-submission.ts", `import "it";\nexport const hasRun = true;`) : root;
    if (waits) this.#inside.link(last, () => root);
    const ended = await this.#inside.run(last, limit, this.#problems);
    if (ended.type === "threw") this.#endedBy(group, ended.error);
    else if (ended.type === "out-of-time") {
      this.#stopped += 1;
      this.#isStuck = ended.isStuck;
      const place = { file, line: null, column: null };
      const inFile = ended.where !== null && group.includes(ended.where.file);
      this.#break(group, inFile && ended.where !== null ? { ...ended.where, column: null } : place, neverEnds(limit));
    } else if (ended.type === "out-of-memory") {
      this.#outOfMemory = true;
      this.#break(group, { file, line: null, column: null }, outOfMemoryAtLoad);
    } else if (waits && !(await this.#inside.hasRun(last))) {
      this.#stopped += 1;
      this.#break(group, this.#placeOfAwait(group), awaitsForEver);
    } else {
      // It has run already; isolated-vm gives the namespace of what it has run itself.
      if (waits) await this.#inside.run(root, limit, this.#problems);
      for (const [id, module] of files) this.#done.set(id, module);
    }
  }

  /** Which `await` waits nobody says: of several, in functions and comments too, none is named, nor of several files one that has none. */
  #placeOfAwait(group: readonly string[]): MaybePlace {
    const found = group.flatMap((file) => {
      const source = this.#request.files[file] ?? "";
      return [...source.matchAll(/\bawait\b/g)].map(({ index }) => ({ file, source, index }));
    });
    const [first] = found;
    if (first === undefined) throw new Error("internal: what waits must have an await");
    const { file, source, index } = first;
    return found.length === 1 ? placeAt(file, source, index) : { file, line: null, column: null };
  }

  #endedBy(group: readonly string[], error: unknown): void {
    const [file = ""] = group;
    const said = readText(error, "message");
    const needed = /^(\S+) does not load$/.exec(said)?.[1];
    const broken = this.#problems.findIndex((problem) => problem.file === needed);
    if (broken !== -1) {
      for (const each of group) this.#broken.set(each, broken);
      return;
    }
    const places = placesIn(readText(error, "stack"), this.#names);
    const place = places.find((each) => group.includes(each.file)) ?? { file, line: null, column: null };
    const name = readText(error, "name") || "Error";
    const message = typeof error === "string" ? error : said;
    this.#break(group, place, threw(typeof error === "string" ? "" : name, message));
  }

  #brokenStar(file: string, seen: Set<string>): number | null {
    if (seen.has(file)) return null;
    seen.add(file);
    // What is broken may be no language, and is nothing that hands on.
    const stars = this.#imports.has(file) ? starsOf(this.#request.files[file] ?? "", this.#readSpecifiers) : [];
    for (const specifier of stars) {
      const id = this.#imports.get(file)?.get(specifier);
      if (id === undefined) continue;
      const broken = this.#broken.get(id) ?? this.#brokenStar(id, seen);
      if (broken !== null) return broken;
    }
    return null;
  }

  #placeOfImport(file: string, specifier: string, name?: string): Place | null {
    const source = this.#request.files[file] ?? "";
    return placeOfImport({ file, source, read: this.#readSpecifiers }, specifier, name);
  }

  #break(files: readonly string[], place: MaybePlace | null, message: string): void {
    const [first = ""] = files;
    const problem = this.#report(place?.file ?? first, place, message);
    for (const file of files) if (!this.#broken.has(file)) this.#broken.set(file, problem);
  }

  /** The number of a problem: that of the very same one, when it is known. Past the most that are told it is that of the last. */
  #report(file: string, place: MaybePlace | null, message: string): number {
    const problem = { file, line: place?.line ?? null, column: place?.column ?? null, message: oneLine(message, 600) };
    const known = this.#problems.findIndex(
      (each) => each.file === file && each.line === problem.line && each.message === problem.message,
    );
    if (known !== -1) return known;
    return this.#problems.length === mostProblems ? mostProblems - 1 : this.#problems.push(problem) - 1;
  }
}

/** So many imports of a file are refused at most: those after them are not looked at. */
const mostRefused = 20;

const lacksExport = "does not provide an export named";
/** What V8 says when an imported name is not there, or is exported by several files that a file hands on whole. */
const lacking = new RegExp(
  `^The requested module '(.*)' (${lacksExport}|contains conflicting star exports for name) '(.*?)'(?: with .*)?$`,
  "s",
);

/** So often is a group linked once more, each time with one more name that is not there. */
const mostMissed = 100;

/** A name that a file imports of another one of the submission, which has it not. */
interface LackingName {
  readonly file: string;
  readonly place: Place | null;
  readonly specifier: string;
  readonly id: string;
  readonly name: string;
}

interface Linked<Module> {
  readonly root: Module;
  readonly files: readonly (readonly [file: string, module: Module])[];
}

interface MaybePlace extends Omit<Place, "line" | "column"> {
  readonly line: number | null;
  readonly column: number | null;
}

/** The number of the problem that a name is not there, null where it is withheld; and what using it says. */
interface MissingName {
  readonly problem: number | null;
  readonly message: string;
}

/** By what is imported: names that must be there. */
type Wanted = Map<string, Map<string, MissingName>>;

/** A module with stand-ins for names, and with all else that the real one exports, where there is a real one. */
function standInSource(
  names: ReadonlyMap<string, MissingName>,
  real: { readonly id: string; readonly hasDefault: boolean } | null,
): string {
  const lines = [`import { makeStandIn } from "${standInMaker}";`];
  if (real !== null) {
    const from = JSON.stringify(real.id);
    lines.push(`export * from ${from};`);
    if (real.hasDefault) lines.push(`export { default } from ${from};`);
  }
  for (const [index, [name, { problem, message }]] of [...names].entries()) {
    lines.push(`const standIn${index} = makeStandIn(${problem}, ${JSON.stringify(message)});`);
    lines.push(`export { standIn${index} as ${JSON.stringify(name)} };`);
  }
  return lines.join("\n");
}
