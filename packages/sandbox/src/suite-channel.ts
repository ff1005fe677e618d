import type { MessagePort } from "node:worker_threads";
import type { Outcome, RubricEntry } from "@tinytorch/course";
import type { SandboxFailure } from "./failure.ts";
import type { Evaluation } from "./submission-session.ts";

/** What a suite's thread is started with (its `workerData`): its end of the channel to the submission. */
export interface SuiteThreadData {
  readonly submissionPort: MessagePort;
}

/** One call of `submission.evaluate`, on its way from the suite's thread. Arguments are encoded plain data. */
export interface EvaluateRequest {
  readonly type: "evaluate";
  readonly call: number;
  /** The hidden test that asks. */
  readonly test: string;
  readonly source: string;
  readonly args: readonly string[];
}

/** A hidden test as it ended: what it says that it is worth, and what it came to. */
export interface EndedTest {
  readonly entry: RubricEntry;
  readonly outcome: Outcome;
}

/** All that a suite's thread says, in lists. */
export type SuiteMessage =
  | EvaluateRequest
  | { readonly type: "test-begins"; readonly test: string }
  | ({ readonly type: "test-ends" } & EndedTest)
  | { readonly type: "broken"; readonly message: string };

/** Its answer. `broken` means that the machinery failed and says nothing about the submission. */
export type EvaluateReply =
  | { readonly call: number; readonly type: "value"; readonly value: string }
  | { readonly call: number; readonly type: "failure"; readonly failure: SandboxFailure }
  | { readonly call: number; readonly type: "broken"; readonly message: string };

/** What answers a suite's thread, and is told what its tests do. */
export interface SuiteService {
  evaluate(request: Pick<EvaluateRequest, "test" | "source" | "args">): Promise<Evaluation>;
  onTestBegin(test: string): void;
  onTestEnd(ended: EndedTest): void;
  /** The machinery failed under a test: there can be no grade. */
  onBroken(message: string): void;
}

/**
 * Answers a suite's evaluations, one after another, in place of whoever answered on this port before. Both ends are
 * trusted threads of one process; only the answers' encoded values come from the submission.
 */
export function serveSuite(port: MessagePort, service: SuiteService): void {
  let last: Promise<void> = Promise.resolve();
  port.removeAllListeners("message");
  const hear = (message: SuiteMessage) => {
    if (message.type === "test-begins") service.onTestBegin(message.test);
    else if (message.type === "test-ends") service.onTestEnd(message);
    else if (message.type === "broken") service.onBroken(message.message);
    else {
      last = last.then(async () => {
        const answer = await service.evaluate(message).catch(broken);
        port.postMessage({ call: message.call, ...answer } satisfies EvaluateReply);
      });
    }
  };
  port.on("message", (messages: readonly SuiteMessage[]) => {
    for (const message of messages) hear(message);
  });
}

function broken(error: unknown): { readonly type: "broken"; readonly message: string } {
  return { type: "broken", message: error instanceof Error ? error.message : String(error) };
}
