import type { LoadProblem } from "@tinytorch/course";
import { type CodePlace, parseReply, type SandboxReply } from "@tinytorch/sandbox/portable";
import type { RunnerRequest } from "../runner/messages.ts";
import type { FrameWorker } from "./frame.ts";
import { problemsSchema, runnerMessageSchema } from "./runner-messages.ts";

/** What asking a runner came to. */
export type RunnerAnswer =
  | { readonly type: "replied"; readonly reply: SandboxReply }
  /** It ran for longer than it might, and was ended. */
  | {
      readonly type: "late";
      readonly milliseconds: number;
      /** The file that ran, when it was loading one. */
      readonly file: string | null;
      readonly problems: readonly LoadProblem[];
    }
  /** It cannot go on: its worker or the whole frame is gone. */
  | { readonly type: "broke"; readonly file: string | null; readonly problems: readonly LoadProblem[] }
  /** It found the function that does not return. */
  | { readonly type: "found" };

/** A worker that runs one submission, seen from the page. Whatever it says is checked for its form. */
export class Runner {
  readonly #worker: FrameWorker;
  readonly #patience: number;
  #printed = "";
  #at: CodePlace | null = null;
  #isEnded = false;

  /** @param patience so many times its limit a part may have, by the clock on the wall. */
  constructor(worker: FrameWorker, patience: number) {
    this.#worker = worker;
    this.#patience = patience;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Whether its worker has gone with the frame: whoever wants one needs another. */
  get isGone(): boolean {
    return this.#worker.isGone;
  }

  /** What was printed, as far as it was told. */
  get printed(): string {
    return this.#printed;
  }

  /** Where a search was last. */
  get at(): CodePlace | null {
    return this.#at;
  }

  end(): void {
    this.#isEnded = true;
    this.#worker.end();
  }

  /** @param milliseconds for all of it, on the wall; each part has its own limit besides, which the runner names as it begins. */
  ask(request: RunnerRequest, milliseconds: number): Promise<RunnerAnswer> {
    const worker = this.#worker;
    return new Promise((resolve) => {
      let file: string | null = null;
      let problems: readonly LoadProblem[] = [];
      const timers = new Set<ReturnType<typeof setTimeout>>();
      const done = (answer: RunnerAnswer) => {
        for (const timer of timers) clearTimeout(timer);
        worker.onBroken = null;
        worker.port.onmessage = null;
        if (answer.type !== "replied") this.end();
        resolve(answer);
      };
      const broke = () => done({ type: "broke", file, problems });
      const lateAfter = (limit: number, patience: number) => {
        const late = () => done({ type: "late", milliseconds: limit, file, problems });
        const timer = setTimeout(late, limit * patience);
        timers.add(timer);
        return timer;
      };
      lateAfter(milliseconds, 1);
      let part: ReturnType<typeof setTimeout> | undefined;
      worker.onBroken = broke;
      worker.port.onmessage = ({ data }) => {
        const said = runnerMessageSchema.safeParse(data).data;
        if (said === undefined) return broke();
        if (said.type === "printed") this.#printed += said.text;
        if (said.type === "at") {
          this.#at = said.place;
          if (said.isFound) done({ type: "found" });
        }
        if (said.type === "begins") {
          clearTimeout(part);
          file = said.file;
          const known = readProblems(said.problems);
          if (known === null) return broke();
          problems = known;
          part = lateAfter(said.milliseconds, this.#patience);
        }
        if (said.type === "reply") {
          try {
            done({ type: "replied", reply: parseReply(said.reply) });
          } catch {
            broke();
          }
        }
      };
      if (worker.isGone) broke();
      else worker.port.postMessage(request);
    });
  }
}

function readProblems(text: string): readonly LoadProblem[] | null {
  try {
    return problemsSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
