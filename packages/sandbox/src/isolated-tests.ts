import type IsolatedVM from "isolated-vm";
import type { Resolve } from "./load-apart.ts";
import type { Realms } from "./realms.ts";
import { type Asked, standInId, type TestsInside } from "./rehearsed-tests.ts";

/** Work in the isolate, for as long as it may have the processor. */
type Timed = <Result>(limit: { readonly milliseconds: number }, work: () => Promise<Result>) => Promise<Result>;

/** A realm of their own in the isolate, for a module's visible tests. */
export class IsolatedTests implements TestsInside<IsolatedVM.Module> {
  readonly #realms: Realms;
  readonly #timed: Timed;
  /** Where tests run; there once they load. */
  #openedRealm: IsolatedVM.Context | null = null;

  constructor(realms: Realms, timed: Timed) {
    this.#realms = realms;
    this.#timed = timed;
  }

  async open(): Promise<void> {
    const standIn = this.#standIn;
    this.#openedRealm = this.#realms.openTestRealm();
    standIn.instantiateSync(this.#openedRealm, (specifier) => {
      const module = this.ours(specifier);
      if (module === undefined) throw new Error(`internal: no module ${specifier}`);
      return module;
    });
    await standIn.evaluate();
  }

  compile(id: string, source: string): IsolatedVM.Module {
    return this.#realms.compile(id, source);
  }

  ours(id: string): IsolatedVM.Module | undefined {
    return this.#realms.ours(id);
  }

  link(module: IsolatedVM.Module, resolve: Resolve<IsolatedVM.Module>): void {
    module.instantiateSync(this.#realm, resolve);
  }

  run(module: IsolatedVM.Module, milliseconds: number): Promise<unknown> {
    return this.#timed({ milliseconds }, () => module.evaluate());
  }

  hasRun(module: IsolatedVM.Module): Promise<boolean> {
    return this.#realms.hasRun(module);
  }

  exportsOf(module: IsolatedVM.Module): readonly string[] {
    return this.#realms.submission.evalClosureSync("return Object.keys($0)", [module.namespace.derefInto()], {
      result: { copy: true },
    });
  }

  ask<Answer>(what: Asked, number?: number): Promise<Answer> {
    const standIn = this.#standIn.namespace.derefInto();
    return this.#realm.evalClosure(`return $0.${what}($1)`, [standIn, number], { result: { copy: true } });
  }

  async startTest(index: number, milliseconds: number): Promise<void> {
    const startTest = await this.#standIn.namespace.get("startTest", { reference: true });
    await this.#timed({ milliseconds }, () => this.#realms.callAcross(startTest.derefInto(), index));
  }

  readConsole(): Promise<string> {
    return this.#realms.readConsole();
  }

  get isDisposed(): boolean {
    return this.#realms.isDisposed;
  }

  get #standIn(): IsolatedVM.Module {
    const module = this.ours(standInId);
    if (module === undefined)
      throw new Error("internal: a process that rehearses must be prepared with vitest's stand-in");
    return module;
  }

  get #realm(): IsolatedVM.Context {
    if (this.#openedRealm === null) throw new Error("internal: tests must load before they are asked for");
    return this.#openedRealm;
  }
}
