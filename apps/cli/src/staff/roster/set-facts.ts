import { Command, Option } from "@commander-js/extra-typings";
import type { ChangePersonRequest } from "@tinytorch/api";
import { openClient } from "../../student/account/client.ts";
import { namedPerson, sayPerson } from "../../student/account/named-person.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { roles } from "../../terminal/roles.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { mayGoOn } from "./ask-of-oneself.ts";

export const setFacts = new Command("set")
  .description("change what is known of a person; an empty text takes it away (instructors)")
  .argument("<login>", "the account's name")
  .option("--name <name>", "the name as the person writes it")
  .option("--email <address>", "the e-mail address")
  .option("--sis-id <id>", "the id at the school")
  .option("--lms-id <id>", "the id in the learning management system")
  .option("--section <section>", "the section, or several with semicolons between")
  .addOption(new Option("--role <role>", "what the account may do").choices(roles))
  .option("--yes", "do it without asking, where it is your own role")
  .option("--json", "print the person as one JSON document")
  .addHelpText("after", "\nExample:\n  tito roster set student-a --section B --email ada@example.edu")
  .action(async (login, { yes = false, json = false, role, ...texts }) => {
    const change: ChangePersonRequest = { ...withNulls(texts), ...(role === undefined ? {} : { role }) };
    if (Object.keys(change).length === 0)
      throw new CliError(2, "something must be set, got no option such as --section");
    const service = await openClient();
    const before = await namedPerson(service, login);
    if (role !== undefined && role !== before.role) {
      const deed = `end being ${before.role} yourself and be ${role} instead`;
      if (!(await mayGoOn(service, before.id, deed, { yes, json }))) return;
    }
    const person = await service.changePerson(before.id, change);
    if (json) return printJson(person);
    const { email, sisId, lmsId, section, droppedAt } = person;
    const known = Object.entries({ "e-mail": email, "SIS id": sisId, "LMS id": lmsId, section })
      .filter(([, value]) => value !== null)
      .map(([fact, value]) => `${fact} ${value}`);
    print([sayPerson(person), person.role, ...known, ...(droppedAt === null ? [] : ["dropped"])].join(", "));
  });

/** An empty text is null. */
function withNulls<Texts extends Readonly<Record<string, string | undefined>>>(
  texts: Texts,
): { [Name in keyof Texts]?: string | null } {
  const given: { [Name in keyof Texts]?: string | null } = {};
  for (const name in texts) {
    const text = texts[name];
    if (text !== undefined) given[name] = text === "" ? null : text;
  }
  return given;
}
