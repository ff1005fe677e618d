import { Command } from "@commander-js/extra-typings";
import type { Client } from "@tinytorch/api";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { viewLetter } from "../submit/hand-in.ts";
import { readOutbox } from "../submit/outbox.ts";
import { submissionId } from "./own-submission.ts";

export const status = new Command("status")
  .description("what became of a submission")
  .argument("[id]", "the submission, or the beginning of its id (your latest)")
  .option("--json", "print the submission as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito status")
  .action(async (id, { json, course }) => {
    const client = await openClient();
    if (!json) for (const line of await viewWaitingLetters(course)) print(line);
    const submission = await client.submission(
      id === undefined ? await latest(client) : await submissionId(client, id),
    );
    if (json) return printJson(submission);
    const [{ viewSubmission }, { submissionTerms }] = await Promise.all([
      import("./submission-view.ts"),
      import("./submission-terms.ts"),
    ]);
    const module = await findModule(course, submission.module).catch(() => undefined);
    print(viewSubmission(submission, module?.manifest, await submissionTerms(client, submission)));
    if (module === undefined || submission.report === null) return;
    const { stuckAfterReport } = await import("../guidance/stuck.ts");
    for (const line of await stuckAfterReport(module.folder, submission.report)) print(`\n${line}`);
  });

async function latest(client: Client): Promise<string> {
  const { submissions } = await client.submissions({ limit: 1 });
  const [submission] = submissions;
  if (submission === undefined) throw new CliError(2, "nothing was handed in yet: run `tito submit <module>`");
  return submission.id;
}

/** What could not be sent yet, before anything that needs the service. */
async function viewWaitingLetters(course: string): Promise<readonly string[]> {
  const { letters, damaged } = await readOutbox(course);
  return [
    ...letters.map((letter) => `Not sent yet: ${viewLetter(letter)}. Send it with \`tito submit --pending\`.`),
    ...damaged.map((told) => `Not sent, for it is damaged: .tito/outbox/${told}`),
  ];
}
