import type { MessagePort } from "node:worker_threads";
import type { SandboxFailure } from "./failure.ts";
import type { Evaluation } from "./submission-session.ts";

/** What a suite's thread is started with (its `workerData`): its end of the channel to the submission. */
export interface SuiteThreadData {
  readonly submissionPort: MessagePort;
}

/** One call of `submission.evaluate`, on its way from the suite's thread. Arguments are encoded plain data. */
export interface EvaluateRequest {
  readonly call: number;
  readonly source: string;
  readonly args: readonly string[];
}

/** Its answer. `broken` means that the machinery failed and says nothing about the submission. */
export type EvaluateReply =
  | { readonly call: number; readonly type: "value"; readonly value: string }
  | { readonly call: number; readonly type: "failure"; readonly failure: SandboxFailure }
  | { readonly call: number; readonly type: "broken"; readonly message: string };

/**
 * Answers a suite's evaluations, one after another, in place of whoever answered on this port before. Both ends are
 * trusted threads of one process; only the answers' encoded values come from the submission.
 */
export function serveSuite(
  port: MessagePort,
  evaluate: (source: string, args: readonly string[]) => Promise<Evaluation>,
): void {
  let last: Promise<void> = Promise.resolve();
  port.removeAllListeners("message");
  port.on("message", ({ call, source, args }: EvaluateRequest) => {
    last = last.then(async () => {
      port.postMessage({ call, ...(await evaluate(source, args).catch(broken)) } satisfies EvaluateReply);
    });
  });
}

function broken(error: unknown): { readonly type: "broken"; readonly message: string } {
  return { type: "broken", message: error instanceof Error ? error.message : String(error) };
}
