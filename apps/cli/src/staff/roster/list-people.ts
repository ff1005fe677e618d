import { Command, Option } from "@commander-js/extra-typings";
import type { CourseMember } from "@tinytorch/api";
import { openClient } from "../../student/account/client.ts";
import { roles } from "../../terminal/roles.ts";
import { renderTable } from "../../terminal/table.ts";
import { print, printJson } from "../../terminal/terminal.ts";

export const listPeople = new Command("list")
  .description("the people of the course, or of one's sections (instructors; assistants those of their sections)")
  .option("--section <section>", "only those in it")
  .addOption(new Option("--role <role>", "only those of it").choices(roles))
  .addOption(new Option("--dropped", "only those who were dropped").conflicts("all"))
  .option("--all", "those who were dropped too")
  .option("--json", "print them as one JSON document")
  .addHelpText("after", "\nExample:\n  tito roster list --section B --role student")
  .action(async ({ section, role, dropped, all, json }) => {
    const service = await openClient();
    const which = dropped ? "yes" : all ? "all" : "no";
    const found = await service.people({ section, role, dropped: which });
    if (json) return printJson(found);
    if (found.people.length === 0) return print("Nobody like that.");
    const head = ["Login", "Name", "E-mail", "SIS id", "LMS id", "Section", "Role"];
    print(await renderTable(head, found.people.map(row)));
  });

function row({ login, name, email, sisId, lmsId, section, role, droppedAt }: CourseMember): string[] {
  const state = droppedAt === null ? role : `${role}, dropped`;
  return [login, ...[name, email, sisId, lmsId, section].map((fact) => fact ?? "–"), state];
}
