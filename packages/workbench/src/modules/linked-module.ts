import type { AnyModule, Resolve } from "@tinytorch/sandbox/portable";
import { type CompiledModule, inBody } from "./compiled-module.ts";
import { create, defineProperty, getOwnPropertyNames, preventExtensions } from "./language.ts";
import type { Evaluate } from "./text-runner.ts";

/** What a module's body is handed beside what it imports. */
export interface BodyGlobals {
  readonly dynamicImport: (...given: readonly unknown[]) => unknown;
  readonly tick: (place: unknown, enters?: boolean) => void;
}

/** A name that a module exports: where it is, and what it is called there. `*` is a module's names under one. */
interface Found {
  readonly module: TabModule;
  readonly name: string;
}

/** What a module exports, under one name, as the language has it. */
type Namespace = Readonly<Record<string, unknown>>;

type Factory = (
  live: object,
  imported: readonly unknown[],
  dynamicImport: BodyGlobals["dynamicImport"],
  meta: object,
  tick: BodyGlobals["tick"],
) => (define: (getters: Readonly<Record<string, () => unknown>>) => void) => unknown;

/**
 * A compiled module that is linked and run by the rules of the language: what it exports is found by name before anything runs, files
 * that import each other see each other's names as they come to be, and what is asked for too soon says so.
 */
export class TabModule implements AnyModule {
  readonly id: string;
  readonly compiled: CompiledModule;
  /** Nothing of it is given another value once it has run, however its text looks. */
  readonly #isSettled: boolean;
  #links: ReadonlyMap<string, TabModule> | null = null;
  #getters: Readonly<Record<string, () => unknown>> = {};
  #namespace: Namespace | null = null;
  #state: "new" | "running" | "ran" | "failed" = "new";
  #waiting: Promise<void> | null = null;
  #error: unknown;

  constructor(id: string, compiled: CompiledModule, { isSettled = false } = {}) {
    this.id = id;
    this.compiled = compiled;
    this.#isSettled = isSettled;
  }

  get dependencySpecifiers(): readonly string[] {
    return this.compiled.specifiers;
  }

  get hasRun(): boolean {
    return this.#state === "ran";
  }

  /** Links it and all that it leads to. @throws SyntaxError in V8's words when a name is not there. */
  link(resolve: Resolve<TabModule>): void {
    const fresh: TabModule[] = [];
    this.#collect(resolve, fresh);
    for (const module of fresh) module.#checkNames();
  }

  /** Runs it, and before it what it imports; a promise where something waits. @throws whatever it throws. */
  run(evaluate: Evaluate, globals: BodyGlobals): void | Promise<void> {
    if (this.#state === "failed") throw this.#error;
    if (this.#state === "ran") return;
    if (this.#state === "running") return this.#waiting ?? undefined;
    this.#state = "running";
    const begun = this.#runImports(0, evaluate, globals);
    if (begun === undefined) return;
    this.#waiting = begun;
    return begun;
  }

  /** The names that it exports, but the default. */
  get names(): readonly string[] {
    return [...this.#names(new Set())].filter((name) => this.#find(name) !== "ambiguous" && this.#find(name) !== null);
  }

  get namespace(): Namespace {
    this.#namespace ??= this.#makeNamespace();
    return this.#namespace;
  }

  #collect(resolve: Resolve<TabModule>, fresh: TabModule[]): void {
    if (this.#links !== null) return;
    const links = new Map<string, TabModule>();
    this.#links = links;
    for (const specifier of this.compiled.specifiers) links.set(specifier, resolve(specifier, this));
    for (const module of links.values()) module.#collect(resolve, fresh);
    fresh.push(this);
  }

  #checkNames(): void {
    const { imports, reexports } = this.compiled;
    for (const { specifier, name } of [...reexports, ...imports]) {
      if (name === "*") continue;
      const found = this.linkedTo(specifier).#find(name);
      if (found === null) {
        throw new SyntaxError(`The requested module '${specifier}' does not provide an export named '${name}'`);
      }
      if (found === "ambiguous") {
        throw new SyntaxError(
          `The requested module '${specifier}' contains conflicting star exports for name '${name}'`,
        );
      }
    }
  }

  /** Those from a number on; what waits is waited for before the next. */
  #runImports(from: number, evaluate: Evaluate, globals: BodyGlobals): void | Promise<void> {
    try {
      const specifiers = this.compiled.specifiers;
      for (let index = from; index < specifiers.length; index += 1) {
        const pending = this.linkedTo(specifiers[index] ?? "").run(evaluate, globals);
        if (pending === undefined) continue;
        return this.#orFailed(pending.then(() => this.#runImports(index + 1, evaluate, globals)));
      }
      const result = this.#runBody(evaluate, globals);
      if (this.compiled.waits) return this.#orFailed(Promise.resolve(result).then(() => this.#end()));
      this.#end();
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  #runBody(evaluate: Evaluate, { dynamicImport, tick }: BodyGlobals): unknown {
    const { imports, exports, body, waits } = this.compiled;
    const live = create(null);
    const constants: { readonly local: string; readonly value: unknown }[] = [];
    for (const { specifier, name, local } of imports) {
      const found = this.linkedTo(specifier).#found(name);
      if (found.module.#mayChange(found.name)) {
        defineProperty(live, local, { get: () => found.module.#value(found.name), set: refuseAssignment });
      } else constants.push({ local, value: found.module.#value(found.name) });
    }
    const isLive = getOwnPropertyNames(live).length > 0;
    const constant = constants.map(({ local }, index) => `${local}=$imported[${index}]`).join(",");
    const defined = exports.map(({ exported, local }) => `${JSON.stringify(exported)}:()=>${local}`).join(",");
    const code =
      `(function($live,$imported,${inBody.dynamicImport},${inBody.meta},${inBody.tick}){` +
      `${constant === "" ? "" : `const ${constant};`}${isLive ? "with($live)" : ""}{return ${waits ? "async " : ""}function($define){"use strict";` +
      `$define({__proto__:null,${defined}});`;
    const factory = evaluate(`${code}${body}\n}}})\n//# sourceURL=${this.id}`) as Factory;
    const values = constants.map(({ value }) => value);
    this.#prefix = code.length;
    const run = factory(live, values, dynamicImport, create(null), tick);
    return run((getters) => {
      this.#getters = getters;
    });
  }

  /** How many columns its first line is further right than it was. */
  get firstColumns(): number {
    return this.#prefix;
  }

  #prefix = 0;

  async #orFailed(pending: Promise<void>): Promise<void> {
    try {
      await pending;
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  #end(): void {
    if (this.#state === "running") this.#state = "ran";
  }

  #fail(error: unknown): void {
    this.#state = "failed";
    this.#error = error;
  }

  /** What an import of it leads to, once it is linked. */
  linkedTo(specifier: string): TabModule {
    const module = this.#links?.get(specifier);
    if (module === undefined) throw new Error(`internal: ${this.id} must be linked, got no ${specifier}`);
    return module;
  }

  #found(name: string): Found {
    const found = name === "*" ? { module: this, name } : this.#find(name);
    if (found === null || found === "ambiguous") throw new Error(`internal: ${this.id} must have ${name}`);
    return found;
  }

  /** Where a name of it is, through all that is handed on; as the language looks for it. */
  #find(name: string, seen: Set<string> = new Set()): Found | "ambiguous" | null {
    const key = `${this.id}\n${name}`;
    if (seen.has(key)) return null;
    seen.add(key);
    const { exports, reexports, stars } = this.compiled;
    if (exports.some(({ exported }) => exported === name)) return { module: this, name };
    const handedOn = reexports.find(({ exported }) => exported === name);
    if (handedOn !== undefined) {
      const from = this.linkedTo(handedOn.specifier);
      return handedOn.name === "*" ? { module: from, name: "*" } : from.#find(handedOn.name, seen);
    }
    if (name === "default") return null;
    let star: Found | null = null;
    for (const specifier of stars) {
      const found = this.linkedTo(specifier).#find(name, seen);
      if (found === "ambiguous") return "ambiguous";
      if (found === null) continue;
      if (star !== null && (star.module !== found.module || star.name !== found.name)) return "ambiguous";
      star ??= found;
    }
    return star;
  }

  #names(seen: Set<TabModule>): ReadonlySet<string> {
    if (seen.has(this)) return new Set();
    seen.add(this);
    const { exports, reexports, stars } = this.compiled;
    const starred = stars.flatMap((specifier) => [...this.linkedTo(specifier).#names(seen)]);
    const own = [...exports, ...reexports].map(({ exported }) => exported);
    return new Set([...own, ...starred.filter((name) => name !== "default")]);
  }

  /** Whether what a name has may still change: it has not run, or is given another value later. */
  #mayChange(name: string): boolean {
    if (name === "*" || this.#isSettled) return false;
    if (this.#state !== "ran") return true;
    return this.compiled.exports.some(({ exported, changes }) => exported === name && changes);
  }

  #value(name: string): unknown {
    if (name === "*") return this.namespace;
    const getter = this.#getters[name];
    if (getter !== undefined) return getter();
    const { local } = this.compiled.exports.find(({ exported }) => exported === name) ?? { local: name };
    throw new ReferenceError(`Cannot access '${local === inBody.ofDefault ? "default" : local}' before initialization`);
  }

  #makeNamespace(): Namespace {
    const namespace = create(null);
    for (const name of [...this.names].sort()) {
      const found = this.#found(name);
      defineProperty(namespace, name, { enumerable: true, get: () => found.module.#value(found.name) });
    }
    defineProperty(namespace, Symbol.toStringTag, { value: "Module" });
    return preventExtensions(namespace);
  }
}

function refuseAssignment(): never {
  throw new TypeError("Assignment to constant variable.");
}
