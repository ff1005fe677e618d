import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import {
  InfrastructureError,
  type LoadProblem,
  longestRunMilliseconds,
  type Report,
  type SandboxJail,
} from "@tinytorch/course";
import { type CheckRequest, type GradeRequest, type Grader, RunCancelledError } from "./grader.ts";
import { type GraderReply, type GraderRequest, graderReplySchema } from "./process-messages.ts";

/** Milliseconds a grader process may take to open, and to say what does not load. */
const startLimit = 60_000;
const checkLimit = 60_000;
/** … and to grade: a module's longest run is of processor time, and a busy machine may take many times as long. */
const runLimit = 10 * longestRunMilliseconds;
/** … and to end a run that is cancelled; one that is in the middle of something longer is ended itself. */
const cancelLimit = 2_000;

/**
 * A grader keeps little between runs: smaller areas for young objects. Each run evaluates its suite anew: optimizing code
 * early costs more than it gives.
 */
const nodeFlags = [
  "--max-semi-space-size=4",
  "--invocation-count-for-maglev=4000",
  "--invocation-count-for-maglev-osr=1000",
  "--invocation-count-for-turbofan=30000",
];

export interface GraderOptions {
  /** Where the course lies. */
  readonly root: string;
  /** The sandbox's third layer; `auto` by default. */
  readonly jail?: SandboxJail;
  /**
   * Whether what is graded was written by the course itself, as for proofs: a sandbox process then serves several, each in an isolate of
   * its own, which saves a process's start for each. Never for what students hand in. `false` by default.
   */
  readonly ownWork?: boolean;
}

/**
 * Starts a grader in a process of its own, trusted but apart: when it breaks, only it ends, and what it was grading is
 * an InfrastructureError. A broken grader is not mended: start another.
 */
export async function startGrader({ root, jail = "auto", ownWork = false }: GraderOptions): Promise<Grader> {
  const child = fork(join(import.meta.dirname, "grader-process.ts"), [root, jail, String(ownWork)], {
    execArgv: ["--disable-warning=ExperimentalWarning", ...nodeFlags],
    // Fewer of the C library's arenas, each of which would keep its megabytes.
    env: { ...process.env, MALLOC_ARENA_MAX: "2" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
  });
  try {
    const opened = await expectReply<Pick<Grader, "layers" | "version">>(child, startLimit, (reply, done) => {
      if (reply.type === "open") done({ layers: reply.layers, version: reply.version });
    });
    return {
      ...opened,
      grade: (request) => grade(child, request),
      check: (request) => check(child, request),
      close: () => close(child),
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** Numbers a process's requests, so that each reply finds the one it is for. */
let requests = 0;

async function grade(child: ChildProcess, request: GradeRequest): Promise<Report> {
  const { signal } = request;
  if (signal?.aborted) throw new RunCancelledError();
  const message: GraderRequest = {
    id: requests++,
    type: "grade",
    moduleId: request.moduleId,
    files: { ...request.files },
    seed: request.seed,
    extraImports: [...(request.extraImports ?? [])],
    tests: request.tests && [...request.tests],
    diagnose: request.diagnose,
  };
  let tooLate: NodeJS.Timeout | undefined;
  const cancel = () => {
    if (child.connected) child.send({ id: message.id, type: "cancel" } satisfies GraderRequest);
    tooLate = setTimeout(() => child.kill("SIGKILL"), cancelLimit);
  };
  signal?.addEventListener("abort", cancel);
  try {
    const report = await ask<Report | null>(child, message, runLimit, request, (reply, done) => {
      if (reply.type === "progress") request.onProgress?.({ done: reply.done, total: reply.total });
      if (reply.type === "loaded") request.onLoaded?.(reply.problems);
      if (reply.type === "graded") done(reply.report);
      if (reply.type === "cancelled") done(null);
    });
    if (report === null) throw new RunCancelledError();
    return report;
  } finally {
    clearTimeout(tooLate);
    signal?.removeEventListener("abort", cancel);
  }
}

function check(child: ChildProcess, request: CheckRequest): Promise<readonly LoadProblem[]> {
  const { moduleId, files } = request;
  const message: GraderRequest = { id: requests++, type: "check", moduleId, files: { ...files } };
  // One that is too slow ends nothing: the same process may be in the middle of grading somebody else's work.
  return within(
    checkLimit,
    ask<readonly LoadProblem[]>(child, message, runLimit, request, (reply, done) => {
      if (reply.type === "checked") done(reply.problems);
    }),
  );
}

function within<Value>(milliseconds: number, answer: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(
        new InfrastructureError(`grader: a check must be answered within ${milliseconds / 1000} s, got no answer`),
      );
    }, milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Sends a request and reads what is said to it. */
function ask<Value>(
  child: ChildProcess,
  message: GraderRequest,
  milliseconds: number,
  { onNotice }: Pick<GradeRequest, "onNotice">,
  read: (reply: GraderReply, done: (value: Value) => void) => void,
): Promise<Value> {
  const value = expectReply<Value>(child, milliseconds, (reply, done, fail) => {
    if (reply.type === "open" || reply.id !== message.id) return;
    if (reply.type === "noticed") onNotice?.(reply.notice);
    if (reply.type === "broken") fail(reply.message);
    read(reply, done);
  });
  if (child.connected) child.send(message);
  return value;
}

function close(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    if (child.connected) child.disconnect();
  });
}

/** Reads replies until one settles the exchange; a process that ends or is too slow settles it as broken. */
function expectReply<Value>(
  child: ChildProcess,
  milliseconds: number,
  read: (reply: GraderReply, done: (value: Value) => void, fail: (message: string) => void) => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(`grader: it must answer within ${milliseconds / 1000} s, got no answer`);
    }, milliseconds);
    const onMessage = (message: unknown) => read(graderReplySchema.parse(message), done, fail);
    const onExit = () => fail("grader: its process must stay alive, got an exit");
    function settle(): void {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onExit);
    }
    function done(value: Value): void {
      settle();
      resolve(value);
    }
    function fail(message: string): void {
      settle();
      reject(new InfrastructureError(message));
    }
    child.on("message", onMessage).on("exit", onExit).on("error", onExit);
    if (child.exitCode !== null || child.signalCode !== null) onExit();
  });
}
