import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { namedPerson, sayPerson } from "../../student/account/named-person.ts";
import { moduleId } from "../../student/course/module-id.ts";
import { printJson } from "../../terminal/terminal.ts";
import { removeException } from "./remove-exception.ts";

export const excuse = new Command("excuse")
  .description("ask for no grade of a student in a module, or for one again with --back (instructors)")
  .argument("<student>", "by login, name, e-mail address or id")
  .argument("<module>", "08-optimizers or 08")
  .option("--back", "take it back: a grade is asked for again")
  .requiredOption("--reason <text>", "why, as the student reads it")
  .option("--yes", "with --back: do not ask, though a grade counts again")
  .option("--json", "print it with the grade as one JSON document (with --back needs --yes)")
  .addHelpText("after", '\nExample:\n  tito excuse ada 08 --reason "Came to the course in week 9."')
  .action(async (student, name, { back, reason: because, yes, json }) => {
    if (back) return removeException({ kind: "excuse", student, module: name, reason: because, yes, json });
    const client = await openClient();
    const person = await namedPerson(client, student);
    const module = await moduleId(client, name);
    const answer = await client.grantException({ kind: "excuse", student: person.id, module, because });
    if (json) return printJson(answer);
    const { printDone } = await import("../../student/submissions/grade-view.ts");
    printDone(`${sayPerson(person)} is excused in ${module}.`, answer);
  });
