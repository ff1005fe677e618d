import type { SandboxReply, SandboxRequest } from "./messages.ts";
import { SandboxedSubmission } from "./sandboxed-submission.ts";
import { stripTypes } from "./strip-types.ts";

/**
 * The sandbox process: reads requests from its first pipe, answers on its second, knows nothing else, and ends with
 * the first pipe. One that runs code serves one submission in its life; one that strips types runs none.
 */
let submission: SandboxedSubmission | null = null;

// Whoever asked is gone: there is no need to finish what is being evaluated.
process.stdin.once("end", () => {
  submission?.stop();
  process.exit(0);
});

// The host waits for an answer before it asks again: what has come when a line ends is one request.
let received = "";
process.stdin.setEncoding("utf8").on("data", async (chunk: string) => {
  received += chunk;
  if (!received.endsWith("\n")) return;
  const request: SandboxRequest = JSON.parse(received);
  received = "";
  process.stdout.write(`${JSON.stringify(await answer(request))}\n`);
});

async function answer(request: SandboxRequest): Promise<SandboxReply> {
  if (request.type === "strip") return stripTypes(request.files);
  if (request.type === "prepare") return prepare(request);
  if (submission === null) throw new Error("internal: the first request must be prepare");
  if (request.type === "load") return submission.load(request);
  if (request.type === "evaluate") return submission.evaluate(request);
  return submission.console();
}

/** The packages are ours: when they do not load, the reason is for our own log. */
function prepare(request: Extract<SandboxRequest, { type: "prepare" }>): SandboxReply {
  try {
    submission = SandboxedSubmission.prepare(request);
    return { type: "done" };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { type: "failure", kind: "threw", detail: detail.slice(0, 1_000), where: null };
  }
}
