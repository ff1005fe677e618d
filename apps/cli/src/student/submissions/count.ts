import { Command } from "@commander-js/extra-typings";
import type { ExceptionAnswer } from "@tinytorch/api";
import { viewName } from "../../terminal/message-view.ts";
import { printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { submissionId } from "./own-submission.ts";

export const count = new Command("count")
  .description("let a submission count, where the module leaves that to you; instructors choose any student's")
  .argument("<submission>", "its id, or the beginning of the id of one of yours")
  .option("--back", "take that back: the module's latest or best counts again")
  .option("--reason <text>", "why; of another's submission it must be said")
  .option("--json", "print it with the grade as one JSON document")
  .addHelpText("after", "\nExample:\n  tito count 95da58f7")
  .action(async (text, { back = false, reason: because, json }) => {
    const client = await openClient();
    const id = await submissionId(client, text);
    const why = because === undefined ? {} : { because };
    const answer = back ? await client.unchooseSubmission(id, why) : await client.chooseSubmission(id, why);
    if (json) return printJson(answer);
    const { printDone } = await import("./grade-view.ts");
    const { module, student } = answer.exception;
    const which = `Submission ${id.slice(0, 8)} of ${viewName(student)}`;
    printDone(
      back ? `${which} is not chosen any more in ${module}: ${sayCounting(answer)}.` : `${which} counts in ${module}.`,
      answer,
    );
  });

function sayCounting({ grade }: ExceptionAnswer): string {
  const id = grade?.submissionId ?? null;
  return id === null ? "no submission counts now" : `submission ${id.slice(0, 8)} counts now`;
}
