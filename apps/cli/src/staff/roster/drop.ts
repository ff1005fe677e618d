import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { namedPerson, sayPerson } from "../../student/account/named-person.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { mayGoOn } from "./ask-of-oneself.ts";

export const dropPerson = new Command("drop")
  .description("drop somebody: work and grades stay, nothing more is taken (instructors)")
  .argument("<login>", "the account's name")
  .option("--yes", "do it without asking, where it is yourself")
  .option("--json", "print the person as one JSON document")
  .addHelpText("after", "\nExample:\n  tito roster drop student-a")
  .action(async (login, { yes = false, json = false }) => {
    const service = await openClient();
    const { id } = await namedPerson(service, login);
    if (!(await mayGoOn(service, id, "drop yourself from the course", { yes, json }))) return;
    const person = await service.dropPerson(id);
    if (json) return printJson(person);
    print(`${sayPerson(person)} is dropped: \`tito gradebook --all\` has the grades.`);
  });

export const restorePerson = new Command("restore")
  .description("take somebody back who was dropped (instructors)")
  .argument("<login>", "the account's name")
  .option("--json", "print the person as one JSON document")
  .addHelpText("after", "\nExample:\n  tito roster restore student-a")
  .action(async (login, { json }) => {
    const service = await openClient();
    const person = await service.restorePerson((await namedPerson(service, login)).id);
    if (json) return printJson(person);
    print(`${sayPerson(person)} is in the course.`);
  });
