/** How long another tab may take to give way (ms): one that is asleep never does. */
const givesWay = 1_500;

interface OneTabEvents {
  /** Whether this tab may write now. */
  onTurn(isOurs: boolean): void;
  /** Called before another tab writes: what is not kept yet is kept. */
  beforeLeaving(): Promise<void>;
  /** The tab that writes has kept something. */
  onKept(): void;
}

/**
 * Of several tabs with the same work one may write. The next one may when that is closed, or when somebody wants it to (`take`). A browser
 * without locks lets each write.
 */
export class OneTab {
  readonly #name: string;
  readonly #events: OneTabEvents;
  readonly #channel: BroadcastChannel;
  readonly #closing = new AbortController();
  #leave: (() => void) | null = null;

  constructor(name: string, events: OneTabEvents) {
    this.#name = name;
    this.#events = events;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => {
      if (data === "kept") events.onKept();
      if (data === "give way") void this.#giveWay();
    };
    void this.#begin();
  }

  tellKept(): void {
    this.#channel.postMessage("kept");
  }

  /** Has this tab write, and the other one read. */
  take(): void {
    this.#channel.postMessage("give way");
    setTimeout(() => {
      if (this.#leave === null && !this.#closing.signal.aborted) void this.#hold({ steal: true });
    }, givesWay);
  }

  close(): void {
    this.#closing.abort();
    this.#leave?.();
    this.#channel.close();
  }

  async #begin(): Promise<void> {
    if (navigator.locks === undefined) return this.#events.onTurn(true);
    const { held = [] } = await navigator.locks.query();
    if (held.some(({ name }) => name === this.#name)) this.#events.onTurn(false);
    await this.#wait();
  }

  /** Until it is this tab's turn, and as long as it is. */
  #wait(): Promise<void> {
    return this.#hold({ signal: this.#closing.signal });
  }

  async #hold(options: LockOptions): Promise<void> {
    try {
      await navigator.locks.request(this.#name, options, () => {
        if (this.#closing.signal.aborted || this.#leave !== null) return;
        this.#events.onTurn(true);
        return new Promise<void>((resolve) => {
          this.#leave = resolve;
        });
      });
    } catch {
      // Another tab took it, or this one is closing.
      if (this.#closing.signal.aborted) return;
      this.#leave = null;
      this.#events.onTurn(false);
      await this.#wait();
    }
  }

  async #giveWay(): Promise<void> {
    const leave = this.#leave;
    if (leave === null) return;
    this.#events.onTurn(false);
    await this.#events.beforeLeaving();
    this.#leave = null;
    leave();
    await this.#wait();
  }
}
