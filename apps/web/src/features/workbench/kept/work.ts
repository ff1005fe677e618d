import { OneTab } from "./one-tab.ts";
import { type Files, type Version, type WaitingHandIn, type WorkStore, workOf } from "./work-store.ts";

/** After so long (ms) of writing the files as they were are kept, to go back to. */
const versionMilliseconds = 5 * 60_000;

/** What is to be seen of somebody's work. */
export interface WorkState {
  readonly files: Files;
  /** False while another tab writes. */
  readonly isOurs: boolean;
  /** Whether the browser has all of it. */
  readonly isKept: boolean;
  /** Why the browser does not keep it; null when it does. */
  readonly problem: unknown;
}

/** What a student writes of a module: each change is kept in the browser at once, and files as they were now and then. */
export class Work {
  readonly #store: WorkStore;
  readonly #of: string;
  readonly #starter: Files;
  readonly #tabs: OneTab;
  readonly #listeners = new Set<() => void>();
  #state: WorkState;
  #keeping: Promise<void> | null = null;
  #versionAt = 0;

  private constructor(store: WorkStore, of: string, starter: Files, files: Files) {
    this.#store = store;
    this.#of = of;
    this.#starter = starter;
    this.#state = { files, isOurs: true, isKept: true, problem: null };
    this.#tabs = new OneTab(`tinytorch.work/${of}`, {
      onTurn: (isOurs) => void this.#turn(isOurs),
      beforeLeaving: () => this.#kept(),
      onKept: () => void this.#read(),
    });
    addEventListener("pagehide", this.#leave);
  }

  /** As it was kept last, or else the starter. */
  static async open(store: WorkStore, account: string, module: string, starter: Files): Promise<Work> {
    const of = workOf(account, module);
    const kept = await store.work(of);
    return new Work(store, of, starter, kept?.files ?? starter);
  }

  get state(): WorkState {
    return this.#state;
  }

  get starter(): Files {
    return this.#starter;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** One file as it is now. */
  edit(path: string, text: string): void {
    const { files } = this.#state;
    if (files[path] === text) return;
    if (Date.now() - this.#versionAt > versionMilliseconds) void this.keepVersion("as it was then");
    this.#change({ files: { ...files, [path]: text } });
    this.#keep();
  }

  /** Other files instead of these, once these are among the versions; where they cannot be, they stay. @param why said of that version. */
  async replace(files: Files, why: string): Promise<void> {
    if (!(await this.keepVersion(why))) return;
    this.#change({ files });
    this.#keep();
  }

  /** Keeps files, those of now unless others are named, to go back to. @returns whether the browser has them. */
  async keepVersion(why: string, files: Files = this.#state.files): Promise<boolean> {
    this.#versionAt = Date.now();
    try {
      const [last] = await this.#store.versions(this.#of);
      if (last !== undefined && areSame(last.files, files)) return true;
      await this.#store.keepVersion({ of: this.#of, files, at: this.#versionAt, why });
      return true;
    } catch (error) {
      this.#notKept(error);
      return false;
    }
  }

  versions(): Promise<readonly Version[]> {
    return this.#store.versions(this.#of);
  }

  /** Work that was to be handed in and has not arrived yet. */
  waiting(): Promise<WaitingHandIn | undefined> {
    return this.#store.waiting(this.#of);
  }

  keepWaiting(waiting: WaitingHandIn | null): Promise<void> {
    return this.#store.keepWaiting(this.#of, waiting);
  }

  /** Has this tab write, where another one does. */
  take(): void {
    this.#tabs.take();
  }

  close(): void {
    removeEventListener("pagehide", this.#leave);
    this.#tabs.close();
  }

  async #turn(isOurs: boolean): Promise<void> {
    if (isOurs && !this.#state.isOurs) await this.#read();
    this.#change({ isOurs });
  }

  async #read(): Promise<void> {
    const kept = await this.#store.work(this.#of);
    if (kept !== undefined && !areSame(kept.files, this.#state.files)) this.#change({ files: kept.files });
  }

  #keep(): void {
    this.#change({ isKept: false });
    this.#keeping ??= this.#keepAll().finally(() => {
      this.#keeping = null;
    });
  }

  /** Until what is kept is what there is. */
  async #keepAll(): Promise<void> {
    for (;;) {
      const { files } = this.#state;
      try {
        await this.#store.keep(this.#of, { files, at: Date.now() });
      } catch (error) {
        return this.#notKept(error);
      }
      if (files !== this.#state.files) continue;
      this.#change({ isKept: true, problem: null });
      return this.#tabs.tellKept();
    }
  }

  async #kept(): Promise<void> {
    await this.#keeping;
  }

  /** A database may be slower than a page that is left. */
  readonly #leave = (): void => {
    const { files, isKept } = this.#state;
    if (!isKept) this.#store.keepAtOnce(this.#of, { files, at: Date.now() });
  };

  readonly #notKept = (error: unknown): void => this.#change({ problem: error });

  #change(change: Partial<WorkState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Whether files are the same, path by path. */
export function areSame(one: Files, other: Files): boolean {
  const paths = Object.keys(one);
  return paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path]);
}
