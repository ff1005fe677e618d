import { type RehearsalSession, StrippedBefore } from "@tinytorch/sandbox/portable";

/** What a sandbox process is prepared with before there is anything to rehearse. */
export interface SessionNeeds {
  /** Packages of the library, by name. */
  readonly packages: readonly string[];
  readonly memoryMegabytes: number;
}

/** Where a rehearsal gets the session that it runs in. */
export interface Sessions {
  take(needs: SessionNeeds): Promise<RehearsalSession>;
}

/** Starts a session; what it strips of types is kept in `before`. */
export type StartSession = (needs: SessionNeeds, before?: StrippedBefore) => Promise<RehearsalSession>;

/**
 * Sessions started ahead of need, for whoever rehearses the same modules again and again. Each is handed out once; what was taken
 * since the last `refill` is made ready again by the next. What one has stripped of types the others need not.
 */
export class ReadySessions implements Sessions {
  readonly #ready = new Map<string, Promise<RehearsalSession>>();
  readonly #taken = new Map<string, SessionNeeds>();
  readonly #before = new StrippedBefore();
  readonly #start: StartSession;
  #isClosed = false;

  constructor(start: StartSession) {
    this.#start = start;
  }

  take(needs: SessionNeeds): Promise<RehearsalSession> {
    const key = keyOf(needs);
    const ready = this.#ready.get(key);
    this.#ready.delete(key);
    this.#taken.set(key, needs);
    return ready ?? this.#start(needs, this.#before);
  }

  /** Starts what is missing, and ends what is not asked for any more. Called between runs, so that starting slows none down. */
  refill(): void {
    for (const [key, session] of this.#ready) if (!this.#taken.has(key)) void this.#drop(key, session);
    if (this.#isClosed) return;
    for (const [key, needs] of this.#taken) {
      if (this.#ready.has(key)) continue;
      const session = this.#prepared(needs);
      // Whoever takes it is told.
      session.catch(() => {});
      this.#ready.set(key, session);
    }
    this.#taken.clear();
  }

  /** Starts one ahead of the first that is asked for, and comes back when it is ready. */
  async ready(needs: SessionNeeds): Promise<void> {
    const key = keyOf(needs);
    if (this.#isClosed || this.#ready.has(key)) return;
    const session = this.#prepared(needs);
    session.catch(() => {});
    this.#ready.set(key, session);
    await session;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#ready].map(([key, session]) => this.#drop(key, session)));
  }

  async #drop(key: string, session: Promise<RehearsalSession>): Promise<void> {
    this.#ready.delete(key);
    await (await session.catch(() => null))?.close();
  }

  async #prepared(needs: SessionNeeds): Promise<RehearsalSession> {
    const session = await this.#start(needs, this.#before);
    // What cannot be made ready is told by the rehearsal that meets it.
    await session.prepare().catch(() => {});
    return session;
  }
}

function keyOf({ packages, memoryMegabytes }: SessionNeeds): string {
  return [memoryMegabytes, ...[...packages].sort()].join(" ");
}
