import { Command } from "@commander-js/extra-typings";
import type { Client, Rerun } from "@tinytorch/api";
import { openClient } from "../student/account/client.ts";
import { submissionId } from "../student/submissions/own-submission.ts";
import { CliError } from "../terminal/cli-error.ts";
import { pollUntil } from "../terminal/poll.ts";
import { openProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const rerun = new Command("rerun")
  .description("grade a run's submission once more with its seed, and compare (instructors)")
  .argument(
    "<run-or-submission>",
    "a submission's id or the beginning of it, whose run that stands is meant; or a run's whole id, as `tito status` says it",
  )
  .option("--json", "print the rerun as one JSON document")
  .addHelpText("after", "\nExample:\n  tito rerun 95da58f7")
  .action(async (text, { json = false }) => {
    const client = await openClient();
    const asked = await startRerun(client, text);
    const progress = openProgress({ quiet: json });
    try {
      progress.show("grading once more");
      const rerun = await pollUntil(
        () => client.rerun(asked.id),
        ({ status }) => status === "done" || status === "failed",
      );
      progress.end();
      if (json) printJson(rerun);
      if (rerun.failure !== null) {
        throw new CliError(3, `the grader broke at every attempt, see \`tito dead-letters\`: ${rerun.failure}`);
      }
      if (rerun.comparison === null) return;
      if (!json) {
        const { viewComparison } = await import("./rerun-view.ts");
        print(`Run ${rerun.runId} repeats run ${rerun.ofRunId}.`);
        print(viewComparison(rerun.comparison));
      }
      if (!rerun.comparison.same) process.exitCode = 1;
    } finally {
      progress.end();
    }
  });

async function startRerun(client: Client, text: string): Promise<Rerun> {
  const { ApiError } = await import("@tinytorch/api");
  const id = await submissionId(client, text);
  try {
    return await client.startRerun(id);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "not-found") throw error;
  }
  const { runId, status } = await client.submission(id);
  if (runId !== null) return client.startRerun(runId);
  throw new CliError(2, `the submission must have a run to repeat, got one that is ${status}`);
}
