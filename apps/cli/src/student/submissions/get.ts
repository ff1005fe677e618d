import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { CliError } from "../../terminal/cli-error.ts";
import { viewName } from "../../terminal/message-view.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { display } from "../course/course-folder.ts";
import { requireNothingAt, writeNewFolder } from "../course/write-new-folder.ts";
import { submissionId } from "./own-submission.ts";

export const get = new Command("get")
  .description("get a submission's files back, into a folder of their own")
  .argument("<submission>", "its id, or the beginning of it")
  .argument("[dir]", "a folder that is not there yet (submission-<first 8 of its id>)")
  .option("--json", "print where they are as one JSON document")
  .addHelpText("after", "\nExample:\n  tito get 95da58f7 before-the-change")
  .action(async (text, dir, { json }) => {
    if (dir !== undefined) await requireNothingAt(resolve(dir));
    const client = await openClient();
    const id = await submissionId(client, text);
    const folder = resolve(dir ?? `submission-${id.slice(0, 8)}`);
    await requireNothingAt(folder);
    const [{ isSubmittablePath }, { files, module, student }, me] = await Promise.all([
      import("@tinytorch/course"),
      client.submissionFiles(id),
      client.me(),
    ]);
    const wrong = Object.keys(files).find((path) => !isSubmittablePath(path));
    if (wrong !== undefined) {
      throw new CliError(3, `a file of a submission must be called like src/sgd.ts, got ${JSON.stringify(wrong)}`);
    }
    await writeNewFolder(folder, files);
    const paths = Object.keys(files).sort();
    if (json) return printJson({ id, module, student, folder, files: paths });
    const whose = me.id === student.id ? "" : `, a submission of ${viewName(student)}`;
    print(`In ${display(folder)}: ${paths.length === 1 ? "1 file" : `${paths.length} files`} of ${module}${whose}.`);
  });
