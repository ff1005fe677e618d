import { workerData } from "node:worker_threads";
import type { SandboxFailure } from "./failure.ts";
import { decodePlainData, encodePlainData, type PlainData } from "./plain-data.ts";
import type { EvaluateReply, EvaluateRequest, SuiteThreadData } from "./suite-channel.ts";

/** The submission under test, as a hidden suite sees it. */
export interface Submission<Scope> {
  /**
   * Runs a function inside the sandbox, beside the student's code, and brings back what it returns.
   *
   * The function is sent as text: it may use its parameters and nothing around it. The first is the scope, which holds
   * the student's exports and those of the packages the module allows; the rest are the arguments given here. Arguments
   * and result are plain data; expected values stay on this side.
   * @throws EvaluateError when the submission failed to give an answer.
   */
  evaluate<const Args extends readonly PlainData[], Result>(
    run: (scope: Scope, ...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
}

/** The submission gave no answer. `failure` is read by the grader from the failed test. */
export class EvaluateError extends Error {
  override readonly name = "EvaluateError";
  readonly failure: SandboxFailure;

  constructor(failure: SandboxFailure) {
    super(failure.cause);
    this.failure = failure;
  }
}

/** The machinery broke during a test: there can be no grade. The grader looks for this name. */
export class BrokenRunError extends Error {
  override readonly name = "BrokenRunError";
}

/** A face to the submission, typed by the exports a suite may use. */
export function submissionOf<Scope>(): Submission<Scope> {
  return {
    async evaluate<const Args extends readonly PlainData[], Result>(
      run: (scope: Scope, ...args: Args) => Result | Promise<Result>,
      ...args: Args
    ): Promise<Result> {
      const encoded = args.map((argument) => encodePlainData(argument, argumentLimits));
      const reply = await ask(run.toString(), encoded);
      if (reply.type === "broken") throw new BrokenRunError(reply.message);
      if (reply.type === "failure") throw new EvaluateError(reply.failure);
      // The function's return type is what the suite expects; the assertions that follow are what checks it.
      return decodePlainData(reply.value) as Result;
    },
  };
}

const waiting = new Map<number, (reply: EvaluateReply) => void>();
let calls = 0;

function ask(source: string, args: readonly string[]): Promise<EvaluateReply> {
  const call = calls++;
  return new Promise((resolve) => {
    waiting.set(call, resolve);
    submissionPort().postMessage({ call, source, args } satisfies EvaluateRequest);
  });
}

let port: SuiteThreadData["submissionPort"] | null = null;

function submissionPort(): SuiteThreadData["submissionPort"] {
  if (port !== null) return port;
  const data: Partial<SuiteThreadData> | null = workerData;
  if (data?.submissionPort === undefined) throw new BrokenRunError("submission: a suite runs in a grader, got no port");
  port = data.submissionPort;
  // The thread serves run after run, each with this module evaluated anew: the last one alone is listening.
  port.removeAllListeners("message");
  port.on("message", (reply: EvaluateReply) => {
    waiting.get(reply.call)?.(reply);
    waiting.delete(reply.call);
  });
  return port;
}

const argumentLimits = { bytes: 4_194_304, depth: 64 };
