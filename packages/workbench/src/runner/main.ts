import type { CodePlace, SandboxReply } from "@tinytorch/sandbox/portable";
import { draw } from "./draw.ts";
import { lockDown } from "./lock-down.ts";
import type { Prepare, RunnerRequest } from "./messages.ts";
import { json, realNow } from "./native.ts";
import { LoopSearch } from "./search.ts";
import { type Hooks, TabSubmission } from "./tab-submission.ts";
import { beforePackages, makeWorld, type World } from "./world.ts";

/**
 * The worker that runs one submission: it is handed a port to the page, and after that has nothing but the language. What a
 * submission does can reach neither the port nor what else a worker has: that is gone from its world before it comes.
 */
globalThis.addEventListener("message", (event) => serve(event.data), { once: true });

function serve(port: MessagePort): void {
  const send = port.postMessage.bind(port);
  let submission: TabSubmission | null = null;
  let world: World | null = null;
  let printed = 0;
  let prints = 0;
  let printedAt = 0;

  /** What has been printed, told as it is, for who hangs tells nothing more. */
  const tellPrinted = (isAll: boolean) => {
    const now = realNow();
    prints += 1;
    if (world === null || !(isAll || prints < 100 || now - printedAt > 20)) return;
    printedAt = now;
    const text = world.readConsole();
    if (text.length > printed) send({ type: "printed", text: text.slice(printed) });
    printed = text.length;
  };

  const prepare = ({ packages, language, searching }: Prepare): SandboxReply => {
    lockDown(language);
    beforePackages();
    const tell = (place: CodePlace, isFound: boolean) => send({ type: "at", place, isFound });
    const search = searching ? new LoopSearch(tell) : null;
    const onBegin: Hooks["onBegin"] = (milliseconds, file, problems) => {
      search?.begin();
      send({ type: "begins", milliseconds, file, problems: json.stringify(problems) });
    };
    const make = () => {
      world = makeWorld(() => tellPrinted(false));
      return world;
    };
    submission = new TabSubmission(packages, make, {
      tick: search === null ? null : (place, enters) => search.tick(place as CodePlace, enters),
      onBegin,
    });
    return { type: "done" };
  };

  const answer = async (request: RunnerRequest): Promise<SandboxReply> => {
    if (request.type === "prepare") return prepare(request);
    if (submission === null) throw new Error("internal: the first request must be prepare");
    // Awaited, for a promise that is returned is asked for its `then`, which a submission may have replaced.
    if (request.type === "load") return await submission.load(request);
    if (request.type === "console") return submission.console();
    if (request.type === "draw") return { type: "value", value: await draw(submission, request) };
    return await submission.rehearse(request);
  };

  port.onmessage = async ({ data }: MessageEvent<RunnerRequest>) => {
    let reply: SandboxReply;
    try {
      reply = await answer(data);
    } catch (error) {
      reply = failed(error);
    }
    tellPrinted(true);
    send({ type: "reply", reply });
  };
}

/** Packages and tests are ours: what goes wrong with them is for our own log. A drawing may fail by the submission's own words. */
function failed(error: unknown): SandboxReply {
  return { type: "failure", kind: "threw", detail: wordsOf(error).slice(0, 1_000), where: null };
}

/** What was thrown may throw itself when it is asked what it is: an answer there must be all the same. */
function wordsOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : `What was thrown is no Error: ${String(error)}`;
  } catch {
    return "What was thrown cannot be read.";
  }
}
