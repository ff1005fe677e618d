import type { Drawn, Rehearsal, Workbench } from "@tinytorch/workbench";
import type { Files } from "../kept/work-store.ts";

/** What running and drawing came to last. */
export interface RunsState {
  readonly isRunning: boolean;
  readonly rehearsal: Rehearsal | null;
  /** Whether that is only what came of the first tests. */
  readonly isPartial: boolean;
  /** The files that were run, by which components are put in order. */
  readonly ran: Files;
  readonly isDrawing: boolean;
  /** Null before anything was drawn, and where a module has no picture. */
  readonly drawn: Drawn | null;
  /** Why nothing could be run. */
  readonly problem: unknown;
}

/** So wide that a line is no longer than beside the text, and so high (characters). */
const room = { columns: 72, rows: 30 };

/** A run that takes longer (ms) shows its tests as they come: one that does not would only flicker. */
const longMilliseconds = 1_000;

/** Before anything has run. */
export const noRuns: RunsState = {
  isRunning: false,
  rehearsal: null,
  isPartial: false,
  ran: {},
  isDrawing: false,
  drawn: null,
  problem: null,
};

/** Runs a module's visible tests on files and draws its picture of them, the newest alone: a run that is out of date is ended. */
export class Runs {
  readonly #open: () => Promise<Workbench>;
  readonly #module: string;
  readonly #listeners = new Set<() => void>();
  #workbench: Promise<Workbench> | null = null;
  #state = noRuns;
  #ending: AbortController | null = null;
  #drawing: Promise<unknown> = Promise.resolve();

  /** @param open what opens the workbench: for the first run, and again where that failed. */
  constructor(open: () => Promise<Workbench>, module: string) {
    this.#open = open;
    this.#module = module;
  }

  get state(): RunsState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async run(files: Files): Promise<void> {
    this.#ending?.abort();
    const ending = new AbortController();
    this.#ending = ending;
    this.#change({ isRunning: true, problem: null });
    try {
      const workbench = await this.#opened();
      const begun = performance.now();
      const onProgress = (rehearsal: Rehearsal) => {
        if (ending.signal.aborted || performance.now() - begun < longMilliseconds) return;
        this.#change({ rehearsal, ran: files, isPartial: true });
      };
      const rehearsal = await workbench.run(this.#module, files, { signal: ending.signal, onProgress });
      if (ending.signal.aborted) return;
      this.#change({ isRunning: false, rehearsal, isPartial: false, ran: files, isDrawing: true });
      await this.#draw(workbench, files, ending.signal);
    } catch (error) {
      if (!ending.signal.aborted) this.#change({ isRunning: false, isDrawing: false, problem: error });
    }
  }

  close(): void {
    this.#ending?.abort();
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

  /** One after another: what draws cannot be ended before its time. */
  async #draw(workbench: Workbench, files: Files, signal: AbortSignal): Promise<void> {
    await this.#drawing;
    if (signal.aborted) return;
    const drawing = workbench.picture(this.#module, files, { room });
    this.#drawing = drawing.catch(() => undefined);
    const drawn = await drawing;
    if (!signal.aborted) this.#change({ isDrawing: false, drawn });
  }

  #change(change: Partial<RunsState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
