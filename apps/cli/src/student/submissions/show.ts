import { Command, Option } from "@commander-js/extra-typings";
import type { Client, SubmissionFiles } from "@tinytorch/api";
import { viewName } from "../../terminal/message-view.ts";
import { localTime, print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { viewComments } from "./comments-view.ts";
import { viewSubmittedFiles } from "./files-view.ts";
import { submissionId } from "./own-submission.ts";

export const show = new Command("show")
  .description("a submission: whose it is, its report, its files and what staff say of it")
  .argument("<submission>", "its id, or the beginning of it")
  .option("--files", "print the files' texts too")
  .addOption(new Option("--comments", "only the comments, beside the lines that they are on").conflicts("files"))
  .addOption(
    new Option("--changes", "only what changed since the same student's submission before it").conflicts([
      "files",
      "comments",
    ]),
  )
  .option("--json", "print the submission, its files and comments as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito show 95da58f7 --files\n  tito show 95da58f7 --comments")
  .action(async (text, { files: texts = false, comments: alone = false, changes = false, json = false, course }) => {
    const client = await openClient();
    const id = await submissionId(client, text);
    if (changes) return showChanges(client, id, json);
    const [me, submission, { files }, { comments }] = await Promise.all([
      client.me(),
      client.submission(id),
      client.submissionFiles(id),
      client.comments(id),
    ]);
    if (json) return printJson({ ...submission, files, comments });
    const isOwn = me.id === submission.student.id;
    const whose = isOwn ? [] : [`A submission of ${viewName(submission.student)}.`];
    for (const line of whose) print(line);
    const viewed = viewComments(comments, files, !isOwn);
    if (alone) {
      if (viewed.length === 0) print("No comments.");
      for (const line of isOwn ? viewed.slice(1) : viewed) print(line);
      return;
    }
    const [{ viewSubmission }, { submissionTerms }] = await Promise.all([
      import("./submission-view.ts"),
      import("./submission-terms.ts"),
    ]);
    const module = await findModule(course, submission.module).catch(() => undefined);
    print(viewSubmission(submission, module?.manifest, await submissionTerms(client, submission)));
    print();
    for (const line of viewSubmittedFiles(files, texts)) print(line);
    for (const line of viewed) print(line);
  });

async function showChanges(client: Client, id: string, json: boolean): Promise<void> {
  const [now, before] = await Promise.all([client.submissionFiles(id), client.previousSubmission(id)]);
  const { compareFiles } = await import("./compare-files.ts");
  const files = compareFiles(before.files, now.files);
  if (json) return printJson({ id, before: before.id, files });
  const { viewChanges } = await import("./changes-view.ts");
  print(`${viewName(now.student)}: ${moment(now)}, and before it ${moment(before)}.`);
  for (const line of viewChanges(files)) print(line);
}

function moment({ id, receivedAt }: SubmissionFiles): string {
  return `submission ${id.slice(0, 8)} of ${localTime(receivedAt)}`;
}
