import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/account/client.ts";
import { questionId } from "../student/questions/question-id.ts";
import { viewQuestion } from "../student/questions/question-view.ts";
import { CliError } from "../terminal/cli-error.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const answer = new Command("answer")
  .description("answer a student's question about a grade, or close it (instructors; assistants for their sections)")
  .argument("<question>", "its id, or the beginning of it")
  .argument("[text]", "the answer, up to 4000 characters")
  .option("--close", "close it, after the answer if there is one")
  .option("--json", "print the question as one JSON document")
  .addHelpText("after", '\nExample:\n  tito answer 95da58f7 "Yes: each test by itself has 2 s."')
  .action(async (text, said, { close = false, json }) => {
    if (said === undefined && !close) throw new CliError(2, "say the answer, or --close");
    const client = await openClient();
    const id = await questionId(client, text);
    const answered = said === undefined ? undefined : await client.answerQuestion(id, { text: said });
    const question = close || answered === undefined ? await client.closeQuestion(id) : answered;
    if (json) return printJson(question);
    for (const line of viewQuestion(question)) print(line);
  });
