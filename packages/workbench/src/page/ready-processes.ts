import type { TabProcess } from "./tab-process.ts";

/** One process kept ready for the next picture, with the packages of the last one. */
export class ReadyProcesses {
  readonly #start: (packages: readonly string[]) => TabProcess;
  #wanted: readonly string[] | null = null;
  #ready: TabProcess | null = null;
  #isClosed = false;

  constructor(start: (packages: readonly string[]) => TabProcess) {
    this.#start = start;
  }

  take(packages: readonly string[]): TabProcess {
    const isSame = this.#wanted?.join(" ") === packages.join(" ");
    const ready = this.#ready;
    this.#ready = null;
    this.#wanted = packages;
    if (ready !== null && isSame && !ready.closed) return ready;
    ready?.close();
    return this.#start(packages);
  }

  /** Starts one of the same kind as was taken last. */
  refill(): void {
    if (this.#isClosed || this.#wanted === null) return;
    if (this.#ready === null || this.#ready.closed) this.#ready = this.#start(this.#wanted);
  }

  close(): void {
    this.#isClosed = true;
    this.#ready?.close();
  }
}
