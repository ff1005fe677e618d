import type { CodePlace } from "@tinytorch/sandbox/portable";
import type { Prepare, RunnerRequest } from "../runner/messages.ts";
import type { SandboxFrame } from "./frame.ts";
import { Runner } from "./runner.ts";

/** How long preparing may take, and searching for what does not return (ms). */
const prepareMilliseconds = 20_000;
const searchMilliseconds = 2_000;

/** Where runners come from: workers of the frame, prepared with the library. */
export class Runners {
  readonly #frame: SandboxFrame;
  readonly #patience: number;
  readonly #prepared: Omit<Prepare, "searching">;

  /** @param patience so many times its limit a part may have, by the clock on the wall. */
  constructor(frame: SandboxFrame, patience: number, prepared: Omit<Prepare, "searching">) {
    this.#frame = frame;
    this.#patience = patience;
    this.#prepared = prepared;
  }

  /** @throws Error when it does not become ready. */
  start(): Promise<Runner> {
    return this.#start(false, this.#patience);
  }

  /** Has another one do the same again, with statements that say where they are: where it is that does not return. */
  async search(requests: readonly RunnerRequest[]): Promise<CodePlace | null> {
    const runner = await this.#start(true, 1);
    try {
      for (const request of requests) {
        const answer = await runner.ask(request, searchMilliseconds * this.#patience);
        if (answer.type !== "replied") break;
      }
      return runner.at;
    } finally {
      runner.end();
    }
  }

  async #start(searching: boolean, patience: number): Promise<Runner> {
    const runner = new Runner(await this.#frame.start("runner"), patience);
    const answer = await runner.ask({ ...this.#prepared, searching }, prepareMilliseconds);
    if (answer.type === "replied" && answer.reply.type === "done") return runner;
    runner.end();
    throw new Error(`workbench: a worker must become ready, got ${JSON.stringify(answer).slice(0, 1_000)}`);
  }
}
