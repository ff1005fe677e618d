import { read, writeFileSync } from "node:fs";
import type { SandboxReply, SandboxRequest } from "./messages.ts";
import { processorMilliseconds } from "./processor-time.ts";
import { SandboxedSubmission } from "./sandboxed-submission.ts";
import { sealFunction } from "./seal-function.ts";
import { stripTypes } from "./strip-types.ts";

const newline = "\n".charCodeAt(0);

/**
 * The sandbox process: reads requests from its first pipe, answers on its second, knows nothing else, and ends with
 * the first pipe, though not in the middle of preparing or stripping. One that runs code serves one submission in its
 * life, but for proofs, where another isolate takes the last one's place; one that strips types, or seals the functions of suites,
 * runs none.
 */
let submission: SandboxedSubmission | null = null;
/** What had been used of the processor when the packages were ready. */
let readyUsage: NodeJS.CpuUsage | undefined;

let received: Buffer[] = [];
listen();

// Plain reads and writes: Node's streams would take a tenth of the time that the whole process takes to start.
function listen(): void {
  const chunk = Buffer.allocUnsafe(2 ** 16);
  read(0, chunk, 0, chunk.length, null, (error, length) => {
    if (error !== null || length === 0) end();
    received.push(chunk.subarray(0, length));
    // The host waits for an answer before it asks again: what has come when a line ends is one request.
    if (chunk[length - 1] === newline) void reply(Buffer.concat(received).toString());
    listen();
  });
}

async function reply(line: string): Promise<void> {
  received = [];
  const request: SandboxRequest = JSON.parse(line);
  const answered = JSON.stringify(await answer(request));
  writeFileSync(1, `${Math.round(processorMilliseconds(readyUsage))} ${answered}\n`);
}

/** Whoever asked is gone: there is no need to finish what is being evaluated. */
function end(): never {
  submission?.stop();
  process.exit(0);
}

async function answer(request: SandboxRequest): Promise<SandboxReply> {
  if (request.type === "strip") return stripTypes(request.file, request.source);
  if (request.type === "seal") return ours(() => ({ type: "sealed", function: sealFunction(request.source) }));
  if (request.type === "prepare") return prepare(request);
  if (submission === null) throw new Error("internal: the first request must be prepare");
  if (request.type === "load") return submission.load(request);
  if (request.type === "evaluate") return submission.evaluate(request);
  if (request.type === "rehearse" || request.type === "run-test") return submission.rehearse(request);
  return submission.console();
}

function prepare(request: Extract<SandboxRequest, { type: "prepare" }>): SandboxReply {
  return ours(() => {
    submission?.stop();
    submission = SandboxedSubmission.prepare(request);
    readyUsage = process.cpuUsage();
    return { type: "done" };
  });
}

/** Packages and suites are ours: what goes wrong with them is for our own log. */
function ours(work: () => SandboxReply): SandboxReply {
  try {
    return work();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { type: "failure", kind: "threw", detail: detail.slice(0, 1_000), where: null };
  }
}
