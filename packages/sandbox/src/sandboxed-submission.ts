import type IsolatedVM from "isolated-vm";
import { describeError, describeLoadError, suiteFunctionName } from "./describe-error.ts";
import { isolateGlobals, removeGlobals } from "./isolate-globals.ts";
import { ivm } from "./isolated-vm.ts";
import type { SandboxReply, SandboxRequest } from "./messages.ts";
import { decodePlainData, encodePlainData, PlainDataError } from "./plain-data.ts";
import { resolveImport } from "./resolve-import.ts";

type Request<Type extends SandboxRequest["type"]> = Extract<SandboxRequest, { type: Type }>;

/** One isolate with the course packages in it, which then takes one submission and evaluates functions beside it. */
export class SandboxedSubmission {
  readonly #isolate: IsolatedVM.Isolate;
  readonly #context: IsolatedVM.Context;
  readonly #modules = new Map<string, IsolatedVM.Module>();
  readonly #ids = new Map<IsolatedVM.Module, string>();
  readonly #packageEntries: string[] = [];
  #files: ReadonlySet<string> = new Set();
  #scope: IsolatedVM.Reference | null = null;
  #readConsole: IsolatedVM.Reference<() => string> | null = null;

  private constructor(isolate: IsolatedVM.Isolate, context: IsolatedVM.Context) {
    this.#isolate = isolate;
    this.#context = context;
  }

  /** Compiles and runs the trusted packages, so that a submission finds them ready. */
  static prepare(request: Request<"prepare">): SandboxedSubmission {
    const isolate = new ivm.Isolate({ memoryLimit: request.memoryMegabytes });
    const context = isolate.createContextSync();
    context.evalSync(removeGlobals);
    const prepared = new SandboxedSubmission(isolate, context);
    for (const [id, source] of Object.entries(request.packages)) prepared.#compile(id, source);
    for (const id of Object.keys(request.packages)) {
      if (!/^@tinytorch\/[a-z]+\/src\/index\.ts$/.test(id)) continue;
      prepared.#packageEntries.push(id);
      prepared.#instantiate(id, []).evaluateSync();
    }
    return prepared;
  }

  async load(request: Request<"load">): Promise<SandboxReply> {
    this.#files = new Set(Object.keys(request.files));
    try {
      const host = await this.#context.evalClosure(isolateGlobals, [request.seed, clock, request.consoleBytes], {
        result: { reference: true },
      });
      this.#readConsole = await host.get("readConsole", { reference: true });
      const makeScope = await host.get("makeScope", { reference: true });

      for (const [id, source] of Object.entries(request.files)) this.#compile(id, source);
      const refusal = this.#firstRefusedImport(request.allowedImports);
      if (refusal !== null) return { type: "failure", kind: "refused-import", detail: refusal, where: null };

      this.#compile(loaderId, loaderSource(request.entry));
      await this.#instantiate(loaderId, request.allowedImports).evaluate({ timeout: request.milliseconds });
      if (!(await this.#hasLoaded())) return neverLoads;
      this.#scope = await makeScope.apply(
        undefined,
        [
          this.#namespace(loaderId),
          new ivm.ExternalCopy(request.exports).copyInto(),
          await this.#packageNamespaces(request.allowedImports),
        ],
        { result: { reference: true }, timeout: request.milliseconds },
      );
      return { type: "done" };
    } catch (error) {
      return this.#isolate.isDisposed ? outOfMemory : describeLoadError(error, this.#files);
    }
  }

  async evaluate(request: Request<"evaluate">): Promise<SandboxReply> {
    if (this.#scope === null) throw new Error("internal: evaluate before load");
    const names = request.args.map((_, index) => `$${index + 1}`);
    // Strict, as it was in its own file: else a function of the submission's could read it as its caller.
    const code = `"use strict"; return (async () => (${request.source}\n)($0, ${names.join(", ")}))()`;
    try {
      const value: unknown = await this.#context.evalClosure(
        code,
        [this.#scope.derefInto(), ...request.args.map((text) => copyIn(decodePlainData(text)))],
        {
          filename: suiteFunctionName,
          timeout: request.milliseconds,
          result: { copy: true, promise: true },
        },
      );
      return {
        type: "value",
        value: encodePlainData(value, { bytes: request.replyBytes, depth: request.replyDepth }),
      };
    } catch (error) {
      if (this.#isolate.isDisposed) return outOfMemory;
      if (error instanceof PlainDataError) {
        return { type: "failure", kind: "refused-reply", detail: error.message, where: null };
      }
      return describeError(error, this.#files);
    }
  }

  async console(): Promise<SandboxReply> {
    const read = this.#readConsole;
    const text = read === null || this.#isolate.isDisposed ? "" : await read.apply(undefined, [], { timeout: 100 });
    return { type: "console", text: typeof text === "string" ? text : "" };
  }

  /** Ends whatever is running in the isolate, for good. */
  stop(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }

  #compile(id: string, source: string): void {
    const module = this.#isolate.compileModuleSync(source, { filename: id });
    this.#modules.set(id, module);
    this.#ids.set(module, id);
  }

  #instantiate(id: string, allowedImports: readonly string[]): IsolatedVM.Module {
    const module = this.#module(id);
    module.instantiateSync(this.#context, (specifier, referrer) => {
      const from = this.#ids.get(referrer) ?? "";
      const resolution = resolveImport(specifier, from, allowedImports, (name) => this.#modules.has(name));
      if (resolution.kind === "refused") throw new Error(resolution.message);
      return this.#module(resolution.id);
    });
    return module;
  }

  /** Nothing but a module's own promises can move inside the isolate: what has not loaded by now never will. */
  async #hasLoaded(): Promise<boolean> {
    const check = "try { return $0.loaded } catch { return false }";
    return (await this.#context.evalClosure(check, [this.#namespace(loaderId)])) === true;
  }

  #firstRefusedImport(allowedImports: readonly string[]): string | null {
    for (const id of this.#files) {
      for (const specifier of this.#module(id).dependencySpecifiers) {
        const resolution = resolveImport(specifier, id, allowedImports, (name) => this.#modules.has(name));
        if (resolution.kind === "refused") return resolution.message;
      }
    }
    return null;
  }

  async #packageNamespaces(allowedImports: readonly string[]): Promise<IsolatedVM.Dereference<unknown>> {
    const entries = this.#packageEntries.filter((id) => allowedImports.includes(id.replace("/src/index.ts", "")));
    const names = entries.map((_, index) => `$${index}`);
    const list = await this.#context.evalClosure(
      `return [${names.join(", ")}]`,
      entries.map((id) => this.#namespace(id)),
      { result: { reference: true } },
    );
    return list.derefInto();
  }

  #namespace(id: string): IsolatedVM.Dereference<unknown> {
    return this.#module(id).namespace.derefInto();
  }

  #module(id: string): IsolatedVM.Module {
    const module = this.#modules.get(id);
    if (module === undefined) throw new Error(`internal: no module ${id}`);
    return module;
  }
}

/** The sandbox's clock stands still here (ms): 1 January 2025, UTC. */
const clock = Date.UTC(2025, 0, 1);

/** A module of ours round the submission's entry: its own body runs once the submission has loaded. */
const loaderId = "load-submission.ts";

function loaderSource(entry: string): string {
  return `import * as submission from "./${entry}";\nexport { submission };\nexport const loaded = true;`;
}

const neverLoads: SandboxReply = {
  type: "failure",
  kind: "threw",
  detail: "a top-level await never ends",
  where: null,
};

const outOfMemory: SandboxReply = { type: "failure", kind: "memory", detail: "", where: null };

function copyIn(value: unknown): unknown {
  return typeof value === "object" && value !== null ? new ivm.ExternalCopy(value).copyInto() : value;
}
