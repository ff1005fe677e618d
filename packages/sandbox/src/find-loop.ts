import type IsolatedVM from "isolated-vm";
import type { CodePlace } from "./messages.ts";
import { processorMilliseconds } from "./processor-time.ts";

/** What of the inspector's account of a stack is read. Lines and columns count from 0. */
interface CallFrame {
  readonly location: { readonly scriptId: string; readonly lineNumber: number };
  readonly functionLocation?: {
    readonly scriptId: string;
    readonly lineNumber: number;
    readonly columnNumber?: number;
  };
}

interface Notification {
  readonly method: string;
  readonly params: { readonly scriptId?: string; readonly url?: string; readonly callFrames?: readonly CallFrame[] };
}

/** How long a pause is waited for, a function is given to return, and the search may last: milliseconds of the processor. */
const pauseMilliseconds = 250;
const returnMilliseconds = 50;
const searchMilliseconds = 300;

/** How long each is waited for where nothing uses the processor (ms). */
const longestWait = 1_000;

/** How often V8 is reminded of what it was told: isolated-vm may miss a message while a pause begins (ms). */
const remindMilliseconds = 3;

/**
 * Ends what runs in an isolate and says where it was: in the innermost function of these files that does not return.
 * The isolate must have been made with its inspector. Null when nothing of theirs was running, or it could not be paused.
 *
 * @param ended settles when what ran has ended.
 */
export async function findLoop(
  isolate: IsolatedVM.Isolate,
  files: ReadonlySet<string>,
  ended: Promise<unknown>,
): Promise<CodePlace | null> {
  const inspector = new Inspector(isolate);
  const gone = ended.then(
    () => null,
    () => null,
  );
  try {
    const begun = process.cpuUsage();
    inspector.send("Debugger.enable");
    let frames = await inspector.pausedAfter("Debugger.pause", pauseMilliseconds, gone);
    let innermost: CodePlace | null = null;
    let place: CodePlace | null = null;
    // A function that returns is not what goes on for ever: out of each, to the first that does not.
    while (frames !== null && processorMilliseconds(begun) < searchMilliseconds) {
      place = inspector.place(frames[0], files);
      innermost ??= frames.map((frame) => inspector.place(frame, files)).find((each) => each !== null) ?? null;
      frames = await inspector.pausedAfter("Debugger.stepOut", returnMilliseconds, gone);
    }
    inspector.send("Runtime.terminateExecution");
    inspector.send("Debugger.resume");
    await Promise.race([gone, used(pauseMilliseconds)]);
    return place ?? innermost;
  } finally {
    inspector.close();
  }
}

/**
 * Sessions that are over. They end with the process: one that is disposed of while the isolate has yet to take up a message
 * of its brings the process down.
 */
const keptSessions: IsolatedVM.InspectorSession[] = [];

/** A session with an isolate's inspector. */
class Inspector {
  readonly #session: IsolatedVM.InspectorSession;
  readonly #scripts = new Map<string, string>();
  readonly #reminder: NodeJS.Timeout;
  #onPause: ((frames: readonly CallFrame[]) => void) | null = null;
  #messages = 0;

  constructor(isolate: IsolatedVM.Isolate) {
    this.#session = isolate.createInspectorSession();
    this.#session.onResponse = () => {};
    this.#session.onNotification = (text) => this.#receive(JSON.parse(text));
    this.#reminder = setInterval(() => this.send("Runtime.getIsolateId"), remindMilliseconds);
  }

  send(method: string): void {
    this.#messages += 1;
    this.#session.dispatchProtocolMessage(JSON.stringify({ id: this.#messages, method }));
  }

  /** The stack, innermost frame first, where the command pauses; null when it does not in time, or what ran is gone. */
  async pausedAfter(command: string, milliseconds: number, gone: Promise<null>): Promise<readonly CallFrame[] | null> {
    const { promise, resolve } = Promise.withResolvers<readonly CallFrame[]>();
    this.#onPause = resolve;
    this.send(command);
    return Promise.race([promise, gone, used(milliseconds)]);
  }

  place(frame: CallFrame | undefined, files: ReadonlySet<string>): CodePlace | null {
    const file = this.#scripts.get(frame?.location.scriptId ?? "");
    if (frame === undefined || file === undefined || !files.has(file)) return null;
    const line = frame.location.lineNumber + 1;
    const { functionLocation: within } = frame;
    if (within === undefined) return { file, line };
    return { file, line, within: { line: within.lineNumber + 1, column: within.columnNumber ?? 0 } };
  }

  close(): void {
    clearInterval(this.#reminder);
    keptSessions.push(this.#session);
  }

  #receive({ method, params }: Notification): void {
    if (method === "Debugger.scriptParsed") this.#scripts.set(params.scriptId ?? "", params.url ?? "");
    if (method === "Debugger.paused") this.#onPause?.(params.callFrames ?? []);
  }
}

/** Waits until so much processor time has been used. */
async function used(milliseconds: number): Promise<null> {
  const begun = process.cpuUsage();
  const until = performance.now() + longestWait;
  while (processorMilliseconds(begun) < milliseconds && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, remindMilliseconds));
  }
  return null;
}
