import { Command } from "@commander-js/extra-typings";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { questionId } from "./question-id.ts";

export const ask = new Command("ask")
  .description("ask about your grade in a module, or ask on where an answer does not settle it")
  .argument("<module>", "08-optimizers or 08; with --reopen the question's id, or its beginning")
  .argument("<text>", "what you want to know, up to 4000 characters")
  .option("--reopen", "ask on in a question that was answered or closed")
  .option("--json", "print the question as one JSON document")
  .addOption(courseOption())
  .addHelpText(
    "after",
    '\nExample:\n  tito ask 08 "The report says that Adam runs too long: is 2 s meant for all of it?"',
  )
  .action(async (name, text, { reopen = false, json, course }) => {
    const module = reopen ? "" : (await findModule(course, name)).manifest.id;
    const client = await openClient();
    const question = reopen
      ? await client.reopenQuestion(await questionId(client, name), { text })
      : await client.ask({ module, text });
    if (json) return printJson(question);
    print(`Asked about ${question.module}: question ${question.id}. Answers are shown by \`tito questions\`.`);
  });
