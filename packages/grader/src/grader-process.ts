import type { GradeProgress } from "./grader.ts";
import { openGrader } from "./open-grader.ts";
import { type GraderReply, graderRequestSchema, jailSchema } from "./process-messages.ts";

/** A grader as a process: `node grader-process.ts ROOT JAIL`, spoken to over Node's IPC channel. Ends with its parent. */
const [root = "", jail] = process.argv.slice(2);
const grader = await openGrader(root, jailSchema.parse(jail));
/** Progress is told at the tenths of a second of a run: told as each test ends, it would say how long each took. */
const progressMilliseconds = 100;

process.on("message", async (message) => {
  const { moduleId, files, seed, extraImports, tests } = graderRequestSchema.parse(message);
  let untold: GradeProgress | undefined;
  const onProgress = (progress: GradeProgress) => {
    untold = progress;
  };
  const tellProgress = () => {
    if (untold !== undefined) say({ type: "progress", ...untold });
    untold = undefined;
  };
  const ticks = setInterval(tellProgress, progressMilliseconds);
  try {
    const report = await grader.grade({ moduleId, files, seed, extraImports, tests, onProgress });
    tellProgress();
    say({ type: "graded", report });
  } catch (error) {
    say({ type: "broken", message: error instanceof Error ? error.message : String(error) });
  } finally {
    clearInterval(ticks);
  }
});
process.on("disconnect", end);
// The parent may have gone while the grader was opening.
if (!process.connected) await end();
say({ type: "open", layers: [...grader.layers], version: grader.version });

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
