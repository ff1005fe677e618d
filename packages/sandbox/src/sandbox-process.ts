import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { type SandboxCommand, withScratch } from "./layers.ts";
import type { SandboxReply, SandboxRequest } from "./messages.ts";
import { parseReply } from "./parse-reply.ts";

/** How an exchange with a sandbox process ended when there was no reply to read. */
export type SandboxSilence = {
  readonly type: "silence";
  readonly reason: "timeout" | "died" | "flood" | "garbage";
};

/** Milliseconds past its own limit that the process is given to say so itself. */
const grace = 250;

/** How long a sandbox process may take to become ready, in milliseconds. */
const startLimit = 20_000;

/**
 * A process that has answered its first request as it should.
 * @throws Error when there is none to be had: the machine's fault, never a submission's.
 */
export async function readyProcess(
  command: SandboxCommand,
  maximumReply: number,
  request: SandboxRequest,
  expected: SandboxReply["type"],
): Promise<SandboxProcess> {
  const process = new SandboxProcess(command, maximumReply);
  const reply = await process.exchange(request, startLimit);
  if (reply.type === expected) return process;
  process.close();
  throw new Error(`sandbox: a process must become ready, got ${JSON.stringify(reply).slice(0, 1_000)}`);
}

/**
 * One sandbox process, seen from outside. It answers one request at a time; when it does not answer in time, answers
 * too much or answers nonsense it is killed with everything it started, and the exchange ends in silence.
 */
export class SandboxProcess {
  readonly #child: ChildProcess;
  readonly #maximumReply: number;
  #pending: ((reply: SandboxReply | SandboxSilence) => void) | null = null;
  #received: string[] = [];
  #receivedLength = 0;
  #closed = false;

  constructor(command: SandboxCommand, maximumReply: number) {
    this.#maximumReply = maximumReply;
    this.#child = start(command);
    this.#child.on("error", () => this.#end("died"));
    this.#child.on("close", () => this.#end("died"));
    this.#child.stdin?.on("error", () => this.#end("died"));
    this.#child.stdout?.setEncoding("utf8").on("data", (chunk: string) => this.#receive(chunk));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** A request is waiting for its reply. */
  get busy(): boolean {
    return this.#pending !== null;
  }

  /** Sends a request and waits for its reply; `milliseconds` is the time the request itself allows. */
  exchange(request: SandboxRequest, milliseconds: number): Promise<SandboxReply | SandboxSilence> {
    if (this.#pending !== null) throw new Error("internal: a sandbox process answers one request at a time");
    if (this.#closed) return Promise.resolve({ type: "silence", reason: "died" });
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#end("timeout"), milliseconds + grace);
      this.#pending = (reply) => {
        clearTimeout(timer);
        resolve(reply);
      };
      this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Kills the process and everything in its process group. */
  close(): void {
    this.#end("died");
  }

  #receive(chunk: string): void {
    this.#receivedLength += chunk.length;
    if (this.#receivedLength > this.#maximumReply) {
      this.#end("flood");
      return;
    }
    this.#received.push(chunk);
    if (!chunk.endsWith("\n")) return;
    const reply = parseReply(this.#received.join(""));
    this.#received = [];
    this.#receivedLength = 0;
    if (reply === null || this.#pending === null) this.#end("garbage");
    else this.#settle(reply);
  }

  #end(reason: SandboxSilence["reason"]): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#killGroup();
    }
    this.#settle({ type: "silence", reason });
  }

  #settle(reply: SandboxReply | SandboxSilence): void {
    const pending = this.#pending;
    this.#pending = null;
    pending?.(reply);
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
