import { assetsIn, type CompiledModule, type Drawn, openWorkbench, type Workbench } from "@tinytorch/workbench";
import { service } from "../../session/session.ts";
import { WorkStore, workOf } from "./kept/work-store.ts";

/** So many times its limit a run may have: a tab has the clock on the wall alone, and a laptop does other things as well. */
const patience = 2;

/** What an account has written of a module in this browser's workbench, and a program of ours that runs on it, for a page that is no workbench. */
export class OwnCode {
  readonly #store: WorkStore;
  readonly #of: string;
  readonly #module: string;
  readonly #program: CompiledModule;
  #workbench: Promise<Workbench> | null = null;
  #isClosed = false;

  private constructor(store: WorkStore, account: string, module: string, program: CompiledModule) {
    this.#store = store;
    this.#of = workOf(account, module);
    this.#module = module;
    this.#program = program;
  }

  /** @throws DOMException where the browser keeps nothing. */
  static async open(account: string, module: string, program: CompiledModule): Promise<OwnCode> {
    return new OwnCode(await WorkStore.open(), account, module, program);
  }

  /** When it was written last (milliseconds since 1970); null when nothing was. */
  async writtenAt(): Promise<number | null> {
    return (await this.#store.work(this.#of))?.at ?? null;
  }

  /**
   * Runs the program on what the module exports, as it is kept now, in the workbench's sandboxed frame. Null when nothing was written.
   * @throws Error when the service does not give the module, or the frame does not open.
   */
  async run(given: unknown, milliseconds: number): Promise<Drawn | null> {
    const work = await this.#store.work(this.#of);
    // Closed meanwhile: nobody would take away a frame that were opened now.
    if (work === undefined || this.#isClosed) return null;
    return (await this.#opened()).picture(this.#module, work.files, { lab: this.#program, given, milliseconds });
  }

  close(): void {
    this.#isClosed = true;
    this.#store.close();
    void this.#workbench?.then(
      (workbench) => workbench.close(),
      () => undefined,
    );
  }

  #opened(): Promise<Workbench> {
    this.#workbench ??= this.#open().catch((error: unknown) => {
      // What was not to be had while the line was down is asked for again.
      this.#workbench = null;
      throw error;
    });
    return this.#workbench;
  }

  async #open(): Promise<Workbench> {
    const { programs, module } = await service().moduleWorkbench(this.#module);
    const assets = { ...assetsIn(programs), module: async () => module };
    return openWorkbench({ container: document.body, assets, patience });
  }
}
