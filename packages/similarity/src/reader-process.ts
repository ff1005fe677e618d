import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { afterProcessorTime } from "@tinytorch/sandbox/process-times";
import { type ReaderReply, type ReaderRequest, readerReplySchema } from "./process-messages.ts";

/** The process ended, said nothing for too long, or broke: whatever it was doing is not done. */
export class ReaderEndedError extends Error {
  override readonly name = "ReaderEndedError";
}

/** A process that reads submissions, asked one thing after another. */
export interface ReaderProcess {
  /** @throws ReaderEndedError when no answer comes. */
  ask(request: ReaderRequest): Promise<ReaderReply>;
  /** Ends it at once. */
  kill(): void;
}

export interface ReaderLimits {
  /** Of its JavaScript heap. */
  readonly memoryMegabytes: number;
  /** Of the processor for one answer, however long others keep it waiting; whoever needs more is ended. */
  readonly processorMilliseconds: number;
}

export const readerLimits: ReaderLimits = { memoryMegabytes: 1_024, processorMilliseconds: 60_000 };

/**
 * Starts a process that only reads: Node's permissions let it write no file, start no process and load no native code; its
 * environment is empty, and everything that grades goes before it.
 */
export function startReaderProcess({ memoryMegabytes, processorMilliseconds }: ReaderLimits): ReaderProcess {
  const child = fork(join(import.meta.dirname, "similarity-process.ts"), {
    execArgv: [
      "--disable-warning=ExperimentalWarning",
      "--disable-warning=SecurityWarning",
      "--permission",
      "--allow-fs-read=*",
      `--max-old-space-size=${memoryMegabytes}`,
    ],
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  goBehind(child);
  // What happens between two questions is found by the next.
  child.on("error", () => {});
  return {
    ask: (request) => ask(child, request, processorMilliseconds),
    kill: () => void child.kill("SIGKILL"),
  };
}

function ask(child: ChildProcess, request: ReaderRequest, milliseconds: number): Promise<ReaderReply> {
  return new Promise((resolve, reject) => {
    const endWatch = afterProcessorTime(child.pid ?? 0, milliseconds, () => {
      child.kill("SIGKILL");
      fail(`gave no answer in ${milliseconds / 1_000} s of processor time`);
    });
    const onMessage = (message: unknown) => {
      settle();
      const reply = readerReplySchema.safeParse(message);
      if (reply.success) resolve(reply.data);
      else fail("said what is no answer");
    };
    const onExit = () => fail(`ended (${child.signalCode ?? `exit code ${child.exitCode}`})`);
    const onError = (error: Error) => fail(`could not be spoken to (${error.message})`);
    function settle(): void {
      endWatch();
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
    }
    function fail(what: string): void {
      settle();
      reject(new ReaderEndedError(`The process that reads submissions ${what}.`));
    }
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
    if (child.exitCode !== null || child.signalCode !== null) return onExit();
    if (child.connected) child.send(request, (error) => error && child.exitCode === null && onError(error));
  });
}

function goBehind({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, which the first question finds.
  }
}
