import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** Sources by path: `src/sgd.ts`. */
export type Files = Readonly<Record<string, string>>;

/** What one has written of a module, as it is kept. */
export interface KeptWork {
  readonly files: Files;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The files as they were once, to go back to. */
export interface Version extends KeptWork {
  readonly id: number;
  /** Whose, of which module: `workOf`. */
  readonly of: string;
  /** `handed in`, `before the starter was put back` */
  readonly why: string;
}

/** Work on its way to the service: under its key it is handed in once, however often it is sent. */
export interface WaitingHandIn extends KeptWork {
  readonly key: string;
}

interface Schema extends DBSchema {
  work: { key: string; value: KeptWork };
  versions: { key: number; value: Omit<Version, "id"> & { readonly id?: number }; indexes: { of: string } };
  handIns: { key: string; value: WaitingHandIn };
}

/** Versions that are kept of a module. */
const mostVersions = 40;

/** An account's work on a module, as a key. */
export function workOf(account: string, module: string): string {
  return `${account}/${module}`;
}

function placeAtOnce(of: string): string {
  return `tinytorch.work/${of}`;
}

function readAtOnce(of: string): KeptWork | undefined {
  const text = localStorage.getItem(placeAtOnce(of));
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // It is no work of ours: what the database has is what is kept.
    return undefined;
  }
}

/** What this browser keeps of one's work, by account and module. */
export class WorkStore {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  /** @throws DOMException where the browser keeps nothing. */
  static async open(): Promise<WorkStore> {
    const database = await openDB<Schema>("tinytorch.workbench", 1, {
      upgrade(created) {
        created.createObjectStore("work");
        created.createObjectStore("versions", { keyPath: "id", autoIncrement: true }).createIndex("of", "of");
        created.createObjectStore("handIns");
      },
    });
    return new WorkStore(database);
  }

  /** Lets the browser's database go; what was begun is done still. */
  close(): void {
    this.#database.close();
  }

  /** What was kept last, by either way. */
  async work(of: string): Promise<KeptWork | undefined> {
    const kept = await this.#database.get("work", of);
    const atOnce = readAtOnce(of);
    return atOnce !== undefined && atOnce.at > (kept?.at ?? 0) ? atOnce : kept;
  }

  async keep(of: string, work: KeptWork): Promise<void> {
    await this.#database.put("work", work, of);
  }

  /** Keeps it before this call ends, for a page that is left in the midst of a word. */
  keepAtOnce(of: string, work: KeptWork): void {
    try {
      localStorage.setItem(placeAtOnce(of), JSON.stringify(work));
    } catch {
      // There is no room: what the database was given before is what is kept.
    }
  }

  /** Newest first. */
  async versions(of: string): Promise<readonly Version[]> {
    const all = await this.#database.getAllFromIndex("versions", "of", of);
    return all.flatMap(({ id, ...version }) => (id === undefined ? [] : [{ ...version, id }])).reverse();
  }

  async keepVersion(version: Omit<Version, "id">): Promise<void> {
    const changing = this.#database.transaction("versions", "readwrite");
    await changing.store.add(version);
    const ids = await changing.store.index("of").getAllKeys(version.of);
    await Promise.all(ids.slice(0, -mostVersions).map((id) => changing.store.delete(id)));
    await changing.done;
  }

  waiting(of: string): Promise<WaitingHandIn | undefined> {
    return this.#database.get("handIns", of);
  }

  /** Null when nothing waits any more. */
  async keepWaiting(of: string, waiting: WaitingHandIn | null): Promise<void> {
    if (waiting === null) await this.#database.delete("handIns", of);
    else await this.#database.put("handIns", waiting, of);
  }
}
