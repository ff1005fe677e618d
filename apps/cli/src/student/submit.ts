import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Command } from "@commander-js/extra-typings";
import type { Client, Receipt, SubmitRequest } from "@tinytorch/api";
import { CliError } from "../terminal/cli-error.ts";
import { openProgress, type Progress } from "../terminal/progress.ts";
import { colors, print, printJson } from "../terminal/terminal.ts";
import { openClient } from "./client.ts";
import { courseOption, findModule, readWork, viewLeft } from "./course-folder.ts";
import { viewLateness } from "./lateness.ts";
import { requireLoading } from "./load-check.ts";
import { viewLoadProblems } from "./load-problems-view.ts";
import { viewReport } from "./report-view.ts";
import { inPart, notGraded } from "./submission-view.ts";
import { viewPlace, viewWaiting } from "./waiting.ts";

export const submit = new Command("submit")
  .description("hand a module in and see what it scored")
  .argument("<module>", "08-optimizers or 08")
  .argument("[dir]", "the folder that has your src/ (modules/<module>)")
  .option("--no-wait", "end when the submission is stored, before it is graded")
  .option("--anyway", "hand in what loads in part: it replaces no grade of a submission that loads")
  .option("--json", "print the graded submission (with --no-wait the receipt) as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito submit 08-optimizers")
  .action(async (name, dir, { wait, anyway = false, json = false, course }) => {
    const { manifest, folder } = await findModule(course, name);
    const { files, problems, left } = await readWork(dir === undefined ? folder : resolve(dir), manifest);
    if (problems.length > 0) throw new CliError(2, problems.join("\n"));
    if (!json) for (const line of viewLeft(left)) print(line);
    await requireLoading(manifest, files, anyway);

    const client = await openClient();
    const progress = openProgress({ quiet: json });
    try {
      progress.show("handing in");
      const receipt = await handIn(client, { module: manifest.id, files, idempotencyKey: randomUUID() });
      progress.end();
      if (!json) print(describeReceipt(receipt));
      if (!wait) {
        if (json) printJson(receipt);
        else for (const line of viewLoadProblems(receipt.loadProblems)) print(line);
        if (!json) print(`See what it scored with \`tito status ${receipt.id}\`.`);
        return;
      }
      await follow(client, receipt.id, progress);
      progress.end();
      const submission = await client.submission(receipt.id);
      if (json) printJson(submission);
      else if (submission.report !== null) print(viewReport(submission.report, manifest));
      if (!json && submission.late !== null) print(`\n${viewLateness(submission.late, submission.counted)}`);
      if (submission.failure !== null) throw new CliError(3, notGraded(submission.failure));
    } finally {
      progress.end();
    }
  });

/** A connection may break after the service stored the files: the same key makes the second try safe. */
async function handIn(client: Client, request: SubmitRequest): Promise<Receipt> {
  const { ServiceUnreachableError } = await import("@tinytorch/api");
  try {
    return await client.submit(request);
  } catch (error) {
    if (!(error instanceof ServiceUnreachableError)) throw error;
    await setTimeout(500);
    return client.submit(request);
  }
}

/** Shows the events of a submission until there are no more. */
async function follow(client: Client, id: string, progress: Progress): Promise<void> {
  for await (const event of client.events(id)) {
    if (event.type === "queued") progress.show(viewWaiting(event));
    if (event.type === "started") progress.show("grading");
    if (event.type === "progress") progress.count("grading", event.done, event.total);
  }
}

function describeReceipt({ id, sha256, position, waitSeconds, loads }: Receipt): string {
  const place = viewPlace(position, waitSeconds);
  const received = `Received: submission ${colors.bold(id)}, files ${sha256.slice(0, 12)}, ${place}.`;
  return loads === false ? `${received}\n${colors.yellow(inPart)}` : received;
}
