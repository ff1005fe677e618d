import { frameMessageSchema } from "./runner-messages.ts";

/** How long the frame has to become ready (ms). */
const startMilliseconds = 20_000;

/** So often a frame is asked whether it is alive, and after so long without a word it is taken to be gone (ms). */
const askMilliseconds = 500;
const patienceMilliseconds = 5_000;

/** A worker of the frame, and the page's end of the port to it. */
export interface FrameWorker {
  readonly port: MessagePort;
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
  readonly #workers = new Map<number, FrameWorker>();
  #element: HTMLIFrameElement | null = null;
  #control: Promise<MessagePort> | null = null;
  #heardAt = 0;
  #asking: ReturnType<typeof setInterval> | undefined;
  #ids = 0;

  /** @param programs texts of workers, by name. */
  constructor(container: HTMLElement, address: string, programs: Readonly<Record<string, string>>) {
    this.#container = container;
    this.#address = address;
    this.#programs = programs;
  }

  /** @throws Error when the frame does not become ready. */
  async start(name: string): Promise<FrameWorker> {
    this.#control ??= this.#open();
    const control = await this.#control;
    const id = this.#ids++;
    const { port1, port2 } = new MessageChannel();
    const worker: FrameWorker = {
      port: port1,
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

  /** Ends it with all its workers. */
  close(): void {
    clearInterval(this.#asking);
    this.#element?.remove();
    this.#element = null;
    this.#control = null;
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    for (const worker of workers) worker.onBroken?.("the frame has ended");
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
    await orTooLate(loaded, "the frame's document must load");
    const { port1, port2 } = new MessageChannel();
    const ready = new Promise<void>((resolve) => {
      port1.onmessage = ({ data }) => {
        const said = frameMessageSchema.safeParse(data).data;
        this.#heardAt = performance.now();
        if (said?.type === "ready") resolve();
        if (said?.type === "broke") this.#workers.get(said.id)?.onBroken?.(said.message);
      };
    });
    element.contentWindow?.postMessage(null, "*", [port2]);
    await orTooLate(ready, "the frame must answer");
    for (const [name, text] of Object.entries(this.#programs)) port1.postMessage({ type: "install", name, text });
    this.#asking = setInterval(() => this.#ask(port1), askMilliseconds);
    return port1;
  }

  /** A frame that was ended with its process says nothing of it. */
  #ask(control: MessagePort): void {
    if (performance.now() - this.#heardAt > patienceMilliseconds) this.close();
    else control.postMessage({ type: "ask" });
  }
}

async function orTooLate(work: Promise<unknown>, rule: string): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`workbench: ${rule} within ${startMilliseconds / 1_000} s, got nothing`)),
      startMilliseconds,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
