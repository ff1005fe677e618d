import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { InfrastructureError, longestRunMilliseconds, type Report, type SandboxJail } from "@tinytorch/course";
import type { GradeRequest, Grader } from "./grader.ts";
import { type GraderReply, type GraderRequest, graderReplySchema } from "./process-messages.ts";

/** Milliseconds a grader process may take to open, and to answer: a module's longest run, and the work round it. */
const startLimit = 60_000;
const runLimit = longestRunMilliseconds + 20_000;

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
}

/**
 * Starts a grader in a process of its own, trusted but apart: when it breaks, only it ends, and what it was grading is
 * an InfrastructureError. A broken grader is not mended: start another.
 */
export async function startGrader({ root, jail = "auto" }: GraderOptions): Promise<Grader> {
  const child = fork(join(import.meta.dirname, "grader-process.ts"), [root, jail], {
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
      close: () => close(child),
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

function grade(child: ChildProcess, request: GradeRequest): Promise<Report> {
  const report = expectReply<Report>(child, runLimit, (reply, done, fail) => {
    if (reply.type === "progress") request.onProgress?.({ done: reply.done, total: reply.total });
    if (reply.type === "graded") done(reply.report);
    if (reply.type === "broken") fail(reply.message);
  });
  const message: GraderRequest = {
    type: "grade",
    moduleId: request.moduleId,
    files: { ...request.files },
    seed: request.seed,
    extraImports: [...(request.extraImports ?? [])],
    tests: request.tests && [...request.tests],
  };
  if (child.connected) child.send(message);
  return report;
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
