import { workerData } from "node:worker_threads";
import type { SandboxFailure } from "./failure.ts";
import { decodePlainData, encodePlainData, type PlainData, PlainDataError } from "./plain-data.ts";
import { fitsBounds, type ReplyBounds } from "./reply-size.ts";
import type { EvaluateReply, SuiteMessage, SuiteThreadData } from "./suite-channel.ts";

/** The submission under test, as a hidden suite sees it. */
export interface Submission<Scope> {
  /**
   * Runs a function inside the sandbox, beside the student's code, and brings back what it returns.
   *
   * The function is sent as text: it may use its parameters and nothing around it, and must not be async. The first is
   * the scope, which holds the student's exports and those of the packages the module allows; the rest are the arguments
   * given here. Arguments and result are plain data; expected values stay on this side.
   * @throws EvaluateError when the submission failed to give an answer, or its answer holds more than is expected.
   */
  evaluate<const Args extends readonly PlainData[], Result>(
    run: ((scope: Scope, ...args: Args) => Result) & Immediate<Result>,
    ...args: Args
  ): Promise<Result>;

  /**
   * The same submission, for an answer that may hold more than usual: by default 20 000 values, arrays and objects
   * included, of at most 8 levels. What is larger is never compared: that would cost us what the submission pleases.
   */
  upTo(bounds: Partial<ReplyBounds>): Submission<Scope>;
}

/** Refuses functions that give a promise: inside, nothing is awaited. */
type Immediate<Result> = Result extends PromiseLike<unknown> ? "must not be async" : unknown;

/** The submission gave no answer that could be compared. */
export class EvaluateError extends Error {
  override readonly name = "EvaluateError";
  readonly failure: SandboxFailure;

  constructor(failure: SandboxFailure) {
    super(failure.cause);
    this.failure = failure;
  }
}

/** The machinery broke during a test: there can be no grade. */
export class BrokenRunError extends Error {
  override readonly name = "BrokenRunError";
}

const defaultBounds: ReplyBounds = { values: 20_000, depth: 8 };

/** A face to the submission, typed by the exports a suite may use. */
export function submissionOf<Scope>(bounds: ReplyBounds = defaultBounds): Submission<Scope> {
  return {
    async evaluate<const Args extends readonly PlainData[], Result>(
      run: (scope: Scope, ...args: Args) => Result,
      ...args: Args
    ): Promise<Result> {
      const encoded = args.map((argument) => encodePlainData(argument, argumentLimits));
      const reply = await ask(run.toString(), encoded);
      if (reply.type === "broken") throw new BrokenRunError(reply.message);
      if (reply.type === "failure") throw new EvaluateError(reply.failure);
      if (!fitsBounds(reply.value, bounds)) throw new EvaluateError(holdsTooMuch);
      if (toldOfTodo.test(reply.value)) todoReached = true;
      // The function's return type is what the suite expects; the assertions that follow are what checks it.
      return decoded(reply.value) as Result;
    },
    upTo: (more) => submissionOf<Scope>({ ...bounds, ...more }),
  };
}

const holdsTooMuch: SandboxFailure = { kind: "refused-reply", cause: "the result holds more than is expected here" };
const noPlainData: SandboxFailure = { kind: "refused-reply", cause: "the result must be plain data" };

function decoded(text: string): PlainData {
  try {
    return decodePlainData(text);
  } catch (error) {
    // Only a sandbox that was broken out of writes such a text.
    throw error instanceof PlainDataError ? new EvaluateError(noPlainData) : error;
  }
}

const waiting = new Map<number, (reply: EvaluateReply) => void>();
let calls = 0;
/** Hidden tests run one after another. */
let runningTest: string | null = null;

/** Whether an answer of the running test brought back what an unwritten part throws. */
let todoReached = false;

/** A text in an encoded answer that begins as the errors of a starter do. */
const toldOfTodo = /"TODO\(/;

/** From here on, what is evaluated belongs to this hidden test. */
export function beginTest(test: string): void {
  runningTest = test;
  todoReached = false;
  tellGrader({ type: "test-begins", test });
}

/** Whether the running test has met a part that is not written yet, in a message that it brought back. */
export function hasReachedTodo(): boolean {
  return todoReached;
}

function ask(source: string, args: readonly string[]): Promise<EvaluateReply> {
  const test = runningTest;
  if (test === null) throw new BrokenRunError("submission: evaluate is for hidden tests, got a call outside of one");
  const call = calls++;
  return new Promise((resolve) => {
    waiting.set(call, resolve);
    tellGrader({ type: "evaluate", call, test, source, args });
  });
}

/** How the last test ended, until there is more to say. */
const unsaid: SuiteMessage[] = [];

/** Says something to the grader that runs this suite: how a test ended along with what comes next, for each message costs. */
export function tellGrader(message: SuiteMessage): void {
  unsaid.push(message);
  if (message.type !== "test-ends") tellRest();
}

/** Says what is unsaid. */
export function tellRest(): void {
  if (unsaid.length > 0) submissionPort().postMessage(unsaid.splice(0));
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
