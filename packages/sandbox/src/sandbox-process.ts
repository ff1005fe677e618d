import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Exchanger } from "./exchanger.ts";
import { type SandboxCommand, withScratch } from "./layers.ts";
import type { SandboxReply, SandboxRequest } from "./messages.ts";
import { parseAnswer } from "./parse-reply.ts";
import { afterProcessorTime, processorMilliseconds } from "./process-times.ts";
import { type ProcessEnd, type SandboxSilence, silence } from "./silence.ts";

/** How long a sandbox process may take to become ready, in milliseconds. */
const startLimit = 20_000;

/** A process that has the processor for less than this part of a time is being kept from it. */
const busyShare = 0.1;

/**
 * A process that has answered its first request as it should. One that does not is replaced once.
 * @throws Error when there is none to be had: the machine's fault, never a submission's.
 */
export async function readyProcess(
  command: SandboxCommand,
  maximumReply: number,
  request: SandboxRequest,
  expected: SandboxReply["type"],
  tries = 2,
): Promise<SandboxProcess> {
  const process = new SandboxProcess(command, maximumReply);
  const { isReady, reply } = await process.becomes(request, expected);
  if (isReady) return process;
  if (tries > 1) return readyProcess(command, maximumReply, request, expected, tries - 1);
  throw new Error(`sandbox: a process must become ready, got ${JSON.stringify(reply).slice(0, 1_000)}`);
}

/**
 * One sandbox process, seen from outside. It answers one request at a time; when it does not answer in time, answers
 * too much or answers nonsense it is killed with everything it started, and the exchange ends in silence.
 */
export class SandboxProcess implements Exchanger {
  readonly #child: ChildProcess;
  readonly #maximumReply: number;
  #pending: ((reply: SandboxReply | SandboxSilence) => void) | null = null;
  #received: string[] = [];
  #receivedLength = 0;
  #silence: SandboxSilence | null = null;
  #endWhileIdle: ProcessEnd | null = null;
  #processorMilliseconds = 0;

  constructor(command: SandboxCommand, maximumReply: number) {
    this.#maximumReply = maximumReply;
    this.#child = start(command);
    this.#child.on("error", () => this.#end(silence("died")));
    this.#child.on("close", (code, signal) => {
      const end = { code, signal };
      this.#end({ ...silence(isOutOfTime(end) ? "timeout" : "died"), end });
    });
    // A pipe breaks when the process has ended, and how it has is told by its own event.
    this.#child.stdin?.on("error", () => {});
    this.#child.stdout?.setEncoding("utf8").on("data", (chunk: string) => this.#receive(chunk));
  }

  get closed(): boolean {
    return this.#silence !== null;
  }

  /** How the process ended by itself while nobody was waiting for it; null when it has not. */
  get endWhileIdle(): ProcessEnd | null {
    return this.#endWhileIdle;
  }

  /** A request is waiting for its reply. */
  get busy(): boolean {
    return this.#pending !== null;
  }

  /** What the process says that it has used of the processor since it was made ready (ms). */
  get processorMilliseconds(): number {
    return this.#processorMilliseconds;
  }

  exchange(
    request: SandboxRequest,
    milliseconds: number,
    processorLimit?: number,
  ): Promise<SandboxReply | SandboxSilence> {
    if (this.#pending !== null) throw new Error("internal: a sandbox process answers one request at a time");
    if (this.#silence !== null) return Promise.resolve(this.#silence);
    return new Promise((resolve) => {
      const half = milliseconds / 2;
      let used: number | null = null;
      const onTime = () => {
        const inSecondHalf = difference(this.#kernelMilliseconds(), used);
        this.#end({ ...silence("timeout"), wasBusy: inSecondHalf === null || inSecondHalf >= busyShare * half });
      };
      let timer = setTimeout(() => {
        used = this.#kernelMilliseconds();
        timer = setTimeout(onTime, half);
      }, half);
      const unwatch = this.#watch(processorLimit);
      this.#pending = (reply) => {
        clearTimeout(timer);
        unwatch();
        resolve(reply);
      };
      this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Makes the process ready for a submission; one that does not answer as it should is killed. */
  async becomes(
    request: SandboxRequest,
    expected: SandboxReply["type"],
  ): Promise<{ readonly isReady: boolean; readonly reply: SandboxReply | SandboxSilence }> {
    const reply = await this.exchange(request, startLimit);
    const isReady = reply.type === expected;
    if (!isReady) this.close();
    return { isReady, reply };
  }

  /** Kills the process and everything in its process group. */
  close(): void {
    this.#end(silence("died"));
  }

  #receive(chunk: string): void {
    this.#receivedLength += chunk.length;
    if (this.#receivedLength > this.#maximumReply) {
      this.#end(silence("flood"));
      return;
    }
    this.#received.push(chunk);
    if (!chunk.endsWith("\n")) return;
    const answer = parseAnswer(this.#received.join(""));
    this.#received = [];
    this.#receivedLength = 0;
    if (answer === null || this.#pending === null) {
      this.#end(silence("garbage"));
      return;
    }
    this.#processorMilliseconds = answer.processorMilliseconds;
    this.#settle(answer.reply);
  }

  #end(how: SandboxSilence): void {
    if (this.#silence === null) {
      this.#silence = how;
      if (this.#pending === null) this.#endWhileIdle = how.end;
      this.#killGroup();
    }
    this.#settle(this.#silence);
  }

  #settle(reply: SandboxReply | SandboxSilence): void {
    const pending = this.#pending;
    this.#pending = null;
    pending?.(reply);
  }

  /** Ends the process when its time is used up. @returns what ends the watch. */
  #watch(processorLimit: number | undefined): () => void {
    const { pid } = this.#child;
    if (processorLimit === undefined || pid === undefined) return () => {};
    return afterProcessorTime(pid, processorLimit, () => this.#end(silence("timeout")));
  }

  #kernelMilliseconds(): number | null {
    return this.#child.pid === undefined ? null : processorMilliseconds(this.#child.pid);
  }

  #killGroup(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // Already gone: the group died between the check and the call.
    }
  }
}

/** SIGXCPU, by the kernel: the processor time of a whole process is over. A jail tells it by 128 and its number. */
function isOutOfTime({ code, signal }: ProcessEnd): boolean {
  return signal === "SIGXCPU" || code === 128 + 24;
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

function start(command: SandboxCommand): ChildProcess {
  const { descriptor3 } = command;
  const scratch = withScratch(command);
  const [file = "", ...args] = scratch.words;
  const filter = descriptor3 === null ? null : openSync(descriptor3, "r");
  const child = spawn(file, args, {
    env: {},
    cwd: "/",
    stdio: ["pipe", "pipe", "ignore", ...(filter === null ? [] : [filter])],
    detached: true,
  });
  if (filter !== null) closeSync(filter);
  child.once("error", scratch.remove).once("close", scratch.remove);
  return child;
}
