import { Command } from "@commander-js/extra-typings";
import { openClient } from "../../student/account/client.ts";
import { namedPerson } from "../../student/account/named-person.ts";
import { print, printJson } from "../../terminal/terminal.ts";

export const renamePerson = new Command("rename")
  .description("give an account another name; its tokens stay (instructors)")
  .argument("<login>", "the account's name")
  .argument("<new-login>", "a name no other account has")
  .option("--json", "print the person as one JSON document")
  .addHelpText("after", "\nExample:\n  tito roster rename student-a ada")
  .action(async (login, newLogin, { json }) => {
    const service = await openClient();
    const before = await namedPerson(service, login);
    const person = await service.renamePerson(before.id, { login: newLogin });
    if (json) return printJson(person);
    print(`${before.login} is ${person.login} now.`);
  });
