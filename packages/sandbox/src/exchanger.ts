import type { SandboxReply, SandboxRequest } from "./messages.ts";
import type { SandboxSilence } from "./silence.ts";

/** What code runs in, seen from outside: a process, or a worker in a browser's tab. It answers one request at a time. */
export interface Exchanger {
  /** It has ended, whoever ended it. */
  readonly closed: boolean;
  /** A request is waiting for its reply. */
  readonly busy: boolean;
  /** What it says that it has used of the processor since it was made ready (ms). */
  readonly processorMilliseconds: number;
  /**
   * Sends a request and waits for its reply, so long as the clock on the wall allows.
   *
   * @param processorLimit of the processor (ms), for work that cannot look at its own time.
   */
  exchange(
    request: SandboxRequest,
    milliseconds: number,
    processorLimit?: number,
  ): Promise<SandboxReply | SandboxSilence>;
  /** Ends it, whatever it is at. */
  close(): void;
}
