import { Command } from "@commander-js/extra-typings";
import type { Client } from "@tinytorch/api";
import { CliError } from "../terminal/cli-error.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { openClient } from "./client.ts";
import { findModule, repository } from "./course-folder.ts";

export const status = new Command("status")
  .description("what became of a submission")
  .argument("[id]", "the submission (your latest)")
  .option("--json", "print the submission as one JSON document")
  .addHelpText("after", "\nExample:\n  tito status")
  .action(async (id, { json }) => {
    const client = await openClient();
    const submission = await client.submission(id ?? (await latest(client)));
    if (json) return printJson(submission);
    const { viewSubmission } = await import("./submission-view.ts");
    const module = await findModule(repository, submission.module).catch(() => undefined);
    print(viewSubmission(submission, module?.manifest));
  });

async function latest(client: Client): Promise<string> {
  const { submissions } = await client.submissions({ limit: 1 });
  const [submission] = submissions;
  if (submission === undefined) throw new CliError(2, "nothing was handed in yet: run `tito submit <module>`");
  return submission.id;
}
