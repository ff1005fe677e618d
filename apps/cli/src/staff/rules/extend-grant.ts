import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { namedPerson, sayPerson } from "../../student/account/named-person.ts";
import { moduleId } from "../../student/course/module-id.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";

export const grantExtension = new Command("grant")
  .description("give a student more time in a module, or more attempts (instructors)")
  .argument("<student>", "by login, name, e-mail address or id")
  .argument("<module>", "08-optimizers or 08")
  .option("--due <time>", 'a later due date, as "2026-12-09 18:00" on the course\'s clock')
  .option("--close <time>", "a later time until which work is taken")
  .option("--attempts <n>", "so many attempts more", wholeNumber(1, 1_000))
  .requiredOption("--reason <text>", "why, as the student reads it")
  .option("--json", "print it with the grade as one JSON document")
  .addHelpText(
    "after",
    '\nExample:\n  tito extend grant ada 08 --due "2026-12-09 18:00" --reason "Ill, with a certificate."',
  )
  .action(async (student, name, { due, close: closes, attempts, reason: because, json }) => {
    if (due === undefined && closes === undefined && attempts === undefined) {
      throw new CliError(2, "more of something must be given: --due, --close or --attempts");
    }
    const client = await openClient();
    const person = await namedPerson(client, student);
    const module = await moduleId(client, name);
    const more = {
      ...(due === undefined ? {} : { due }),
      ...(closes === undefined ? {} : { closes }),
      ...(attempts === undefined ? {} : { attempts }),
    };
    const answer = await client.grantException({ kind: "extension", student: person.id, module, because, ...more });
    if (json) return printJson(answer);
    const [{ viewException }, { printDone }] = await Promise.all([
      import("../../student/submissions/exception-view.ts"),
      import("../../student/submissions/grade-view.ts"),
    ]);
    printDone(`${sayPerson(person)} in ${module}: ${viewException(answer.exception)}`, answer);
  });
