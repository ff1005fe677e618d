import { Command, Option } from "@commander-js/extra-typings";
import { print, printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";
import { openClient } from "../account/client.ts";
import { courseOption, findModule } from "../course/course-folder.ts";
import { viewQuestion } from "./question-view.ts";

export const questions = new Command("questions")
  .description("questions about grades with their answers, newest first: your own, or everybody's for staff")
  .option("--module <module>", "08-optimizers or 08 (every module)")
  .addOption(new Option("--state <state>", "only those").choices(["open", "answered", "closed"] as const))
  .option("--before <number>", "those asked before the ones that were shown", wholeNumber(1))
  .option("--limit <n>", "how many, up to 100", wholeNumber(1, 100), 20)
  .option("--json", "print them as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito questions --state open")
  .action(async ({ module: name, state, before, limit, json, course }) => {
    const module = name === undefined ? undefined : (await findModule(course, name)).manifest.id;
    const client = await openClient();
    const page = await client.questions({ module, state, before, limit });
    if (json) return printJson(page);
    if (page.questions.length === 0) return print("No such questions.");
    print(page.questions.map((each) => viewQuestion(each).join("\n")).join("\n\n"));
    if (page.next !== null) print(`\nThere are older ones: add --before ${page.next}.`);
  });
