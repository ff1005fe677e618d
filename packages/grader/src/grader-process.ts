import { getPriority, setPriority } from "node:os";
import { type GradeProgress, RunCancelledError } from "./grader.ts";
import { openGrader, ownWorkEach } from "./open-grader.ts";
import { type GraderReply, type GraderRequest, graderRequestSchema, jailSchema } from "./process-messages.ts";

/** A grader as a process: `node grader-process.ts ROOT JAIL OWN-WORK`, spoken to over Node's IPC channel. Ends with its parent. */
const [root = "", jail, ownWork] = process.argv.slice(2);
/** Somebody waits for a page, so the service goes first: a run is limited by its own processor time, and has ten times that by the clock. */
const niceness = 5;
if (ownWork !== "true") setPriority(Math.max(niceness, getPriority()));
const grader = await openGrader(root, jailSchema.parse(jail), ownWork === "true" ? ownWorkEach : 1);
/** Progress is told at the tenths of a second of a run: told as each test ends, it would say how long each took. */
const progressMilliseconds = 100;
/** What cancels the run that is under way, by its id. */
const cancels = new Map<number, AbortController>();

process.on("message", async (message) => {
  const request = graderRequestSchema.parse(message);
  try {
    if (request.type === "cancel") cancels.get(request.id)?.abort();
    else if (request.type === "grade") await grade(request);
    else await check(request);
  } catch (error) {
    if (error instanceof RunCancelledError) say({ id: request.id, type: "cancelled" });
    else say({ id: request.id, type: "broken", message: error instanceof Error ? error.message : String(error) });
  }
});
process.on("disconnect", end);
// The parent may have gone while the grader was opening.
if (!process.connected) await end();
say({ type: "open", layers: [...grader.layers], version: grader.version });

async function grade({ id, type: _, ...request }: Extract<GraderRequest, { type: "grade" }>): Promise<void> {
  let untold: GradeProgress | undefined;
  const onProgress = (progress: GradeProgress) => {
    untold = progress;
  };
  const tellProgress = () => {
    if (untold !== undefined) say({ id, type: "progress", ...untold });
    untold = undefined;
  };
  const ticks = setInterval(tellProgress, progressMilliseconds);
  const cancel = new AbortController();
  cancels.set(id, cancel);
  try {
    const report = await grader.grade({
      ...request,
      signal: cancel.signal,
      onProgress,
      onLoaded: (problems) => say({ id, type: "loaded", problems: [...problems] }),
      onNotice: (notice) => say({ id, type: "noticed", notice }),
    });
    tellProgress();
    say({ id, type: "graded", report });
  } finally {
    clearInterval(ticks);
    cancels.delete(id);
  }
}

async function check({ id, moduleId, files }: Extract<GraderRequest, { type: "check" }>): Promise<void> {
  const problems = await grader.check({
    moduleId,
    files,
    onNotice: (notice) => say({ id, type: "noticed", notice }),
  });
  say({ id, type: "checked", problems: [...problems] });
}

async function end(): Promise<void> {
  // A run in the middle of an endless loop is nobody's any more.
  setTimeout(() => process.exit(0), 2_000);
  await grader.close();
  process.exit(0);
}

function say(reply: GraderReply): void {
  // A server that stops does not wait for what it no longer wants to hear.
  if (process.connected) process.send?.(reply);
}
