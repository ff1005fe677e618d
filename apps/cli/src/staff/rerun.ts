import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/client.ts";
import { CliError } from "../terminal/cli-error.ts";
import { pollUntil } from "../terminal/poll.ts";
import { openProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const rerun = new Command("rerun")
  .description("grade a run's submission once more with its seed, and compare (instructors)")
  .argument("<run>", "the run, as `tito status` and the gradebook name it")
  .option("--json", "print the rerun as one JSON document")
  .addHelpText("after", "\nExample:\n  tito rerun 5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11")
  .action(async (run, { json = false }) => {
    const client = await openClient();
    const asked = await client.startRerun(run);
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
