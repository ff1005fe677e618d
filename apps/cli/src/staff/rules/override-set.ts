import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { namedPerson, sayPerson } from "../../student/account/named-person.ts";
import { moduleId } from "../../student/course/module-id.ts";
import { printJson } from "../../terminal/terminal.ts";
import { numberFrom } from "./none-or.ts";

const most = 100_000;

export const setOverride = new Command("set")
  .description("give a student's points in a module by hand (instructors)")
  .argument("<student>", "by login, name, e-mail address or id")
  .argument("<module>", "08-optimizers or 08")
  .argument("<points>", "how many, from 0 on", numberFrom(0, most))
  .option("--of <points>", "out of so many (what the module is worth)", numberFrom(0.01, most))
  .requiredOption("--reason <text>", "why, as the student reads it")
  .option("--json", "print it with the grade as one JSON document")
  .addHelpText("after", '\nExample:\n  tito override set ada 08 97 --reason "Shown on paper."')
  .action(async (student, name, points, { of: maxPoints, reason: because, json }) => {
    const client = await openClient();
    const person = await namedPerson(client, student);
    const module = await moduleId(client, name);
    const most = maxPoints === undefined ? {} : { maxPoints };
    const answer = await client.grantException({
      kind: "override",
      student: person.id,
      module,
      points,
      because,
      ...most,
    });
    if (json) return printJson(answer);
    const { printDone } = await import("../../student/submissions/grade-view.ts");
    printDone(`${sayPerson(person)} in ${module}: ${points} of ${answer.exception.maxPoints} by hand.`, answer);
  });
