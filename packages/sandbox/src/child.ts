import { createInterface } from "node:readline";
import type { SandboxReply, SandboxRequest } from "./messages.ts";
import { SandboxedSubmission } from "./sandboxed-submission.ts";

/**
 * The sandbox process: reads requests from its first pipe, answers on its second, knows nothing else, and ends with
 * the first pipe. It serves one submission in its life.
 */
let submission: SandboxedSubmission | null = null;

for await (const line of createInterface({ input: process.stdin })) {
  const request: SandboxRequest = JSON.parse(line);
  const reply = await answer(request);
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
process.exit(0);

async function answer(request: SandboxRequest): Promise<SandboxReply> {
  if (request.type === "prepare") {
    submission = await SandboxedSubmission.prepare(request);
    return { type: "done" };
  }
  if (submission === null) throw new Error("internal: the first request must be prepare");
  if (request.type === "load") return submission.load(request);
  if (request.type === "evaluate") return submission.evaluate(request);
  return submission.console();
}
