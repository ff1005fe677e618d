import { frameMessageSchema } from "./runner-messages.ts";

/** How long the frame has to become ready (ms), where nothing is said. */
const usualStart = 20_000;

/**
 * So often a frame is asked whether it is alive (ms); after so many times without an answer it is taken to be gone. What is counted is
 * asking: a machine that slept, or a tab that was not let run, has asked nothing meanwhile.
 */
const askMilliseconds = 500;
const mostUnanswered = 10;

/** A worker of the frame, and the page's end of the port to it. */
export interface FrameWorker {
  readonly port: MessagePort;
  /** Whether it has gone with the frame. */
  isGone: boolean;
  /** Told once, when the worker cannot go on: what it says of that. */
  onBroken: ((message: string) => void) | null;
  end(): void;
}

/**
 * The sandboxed frame: a document of an origin of its own, without network, in which the workers live. The page hands it texts of
 * programs and has it start and end them.
 */
export class SandboxFrame {
  readonly #container: HTMLElement;
  readonly #address: string;
  readonly #programs: Readonly<Record<string, string>>;
  readonly #startMilliseconds: number;
  readonly #workers = new Map<number, FrameWorker>();
  #element: HTMLIFrameElement | null = null;
  #control: Promise<MessagePort> | null = null;
  #failure: Error | null = null;
  #isEnded = false;
  #unanswered = 0;
  #asking: ReturnType<typeof setInterval> | undefined;
  #ids = 0;

  /** @param programs texts of workers, by name. @param startMilliseconds it has to become ready. */
  constructor(
    container: HTMLElement,
    address: string,
    programs: Readonly<Record<string, string>>,
    startMilliseconds = usualStart,
  ) {
    this.#startMilliseconds = startMilliseconds;
    this.#container = container;
    this.#address = address;
    this.#programs = programs;
  }

  /** Why it did not become ready the last time; null when it did, or was not asked. Until `forgive` it is not tried again. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Has it tried once more, unless it has ended. */
  forgive(): void {
    if (!this.#isEnded) this.#failure = null;
  }

  /** @throws Error when the frame does not become ready, or has ended. */
  async start(name: string): Promise<FrameWorker> {
    if (this.#failure !== null) throw this.#failure;
    this.#control ??= this.#openOrFail();
    const control = await this.#control;
    const id = this.#ids++;
    const { port1, port2 } = new MessageChannel();
    const worker: FrameWorker = {
      port: port1,
      isGone: false,
      onBroken: null,
      end: () => {
        if (!this.#workers.delete(id)) return;
        port1.close();
        control.postMessage({ type: "end", id });
      },
    };
    this.#workers.set(id, worker);
    control.postMessage({ type: "start", id, name, port: port2 }, [port2]);
    return worker;
  }

  /** Takes it away for good: what was begun before and asks for a worker by now opens no other. */
  end(): void {
    this.#isEnded = true;
    this.#failure = new Error("workbench: it must be open, got one that was closed");
    this.close();
  }

  /** Ends it with all its workers; whoever asks for one opens it anew. */
  close(): void {
    clearInterval(this.#asking);
    this.#element?.remove();
    this.#element = null;
    this.#control = null;
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    for (const worker of workers) {
      worker.isGone = true;
      worker.onBroken?.("the frame has ended");
    }
  }

  async #openOrFail(): Promise<MessagePort> {
    try {
      return await this.#open();
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.close();
      throw this.#failure;
    }
  }

  async #open(): Promise<MessagePort> {
    const element = this.#container.ownerDocument.createElement("iframe");
    this.#element = element;
    element.setAttribute("sandbox", "allow-scripts");
    element.setAttribute("aria-hidden", "true");
    element.tabIndex = -1;
    element.hidden = true;
    element.src = this.#address;
    const loaded = new Promise((resolve) => element.addEventListener("load", resolve, { once: true }));
    this.#container.append(element);
    await this.#orTooLate(loaded, "the frame's document must load");
    const { port1, port2 } = new MessageChannel();
    const ready = new Promise<void>((resolve) => {
      port1.onmessage = ({ data }) => {
        const said = frameMessageSchema.safeParse(data).data;
        this.#unanswered = 0;
        if (said?.type === "ready") resolve();
        if (said?.type === "broke") this.#workers.get(said.id)?.onBroken?.(said.message);
      };
    });
    element.contentWindow?.postMessage(null, "*", [port2]);
    await this.#orTooLate(ready, "the frame must answer");
    for (const [name, text] of Object.entries(this.#programs)) port1.postMessage({ type: "install", name, text });
    this.#unanswered = 0;
    this.#asking = setInterval(() => this.#ask(port1), askMilliseconds);
    return port1;
  }

  /** A frame that was ended with its process says nothing of it. */
  #ask(control: MessagePort): void {
    if (this.#unanswered >= mostUnanswered) this.close();
    else {
      this.#unanswered += 1;
      control.postMessage({ type: "ask" });
    }
  }

  async #orTooLate(work: Promise<unknown>, rule: string): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const say = () =>
        reject(new Error(`workbench: ${rule} within ${this.#startMilliseconds / 1_000} s, got nothing`));
      timer = setTimeout(say, this.#startMilliseconds);
    });
    try {
      await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
