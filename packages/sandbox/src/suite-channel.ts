import { BroadcastChannel } from "node:worker_threads";
import type { SandboxFailure } from "./failure.ts";
import type { Evaluation } from "./submission-session.ts";

/** What a suite's thread is told of the run it belongs to (vitest's `provide`). */
export interface SuiteRun {
  readonly channel: string;
  /** Every hidden input is drawn from it. */
  readonly seed: number;
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
 * Answers a suite's evaluations, one after another, until closed. Both ends of the channel are trusted threads of one
 * process; only the answers' encoded values come from the submission.
 */
export function serveSuite(
  name: string,
  evaluate: (source: string, args: readonly string[]) => Promise<Evaluation>,
): { close(): void } {
  const channel = new BroadcastChannel(name);
  let last: Promise<void> = Promise.resolve();
  channel.onmessage = (event) => {
    const { call, source, args } = (event as { data: EvaluateRequest }).data;
    last = last.then(async () => {
      channel.postMessage({ call, ...(await evaluate(source, args).catch(broken)) });
    });
  };
  return { close: () => channel.close() };
}

function broken(error: unknown): { readonly type: "broken"; readonly message: string } {
  return { type: "broken", message: error instanceof Error ? error.message : String(error) };
}
