import { Command } from "@commander-js/extra-typings";
import type { LateDayBank } from "@tinytorch/api";
import { viewName } from "../../terminal/message-view.ts";
import { renderTable } from "../../terminal/table.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { viewBank, viewSpends } from "./bank-view.ts";

export const showLateDays = new Command("show")
  .description("your late days, granted, spent and left; everybody's for staff")
  .argument("[student]", "for staff: one, by login, name, e-mail address or id")
  .option("--json", "print them as one JSON document")
  .addHelpText("after", "\nExample:\n  tito late-days show")
  .action(async (name, { json }) => {
    const client = await openClient();
    const [me, { namedPerson }] = await Promise.all([client.me(), import("../account/named-person.ts")]);
    const student = name === undefined ? undefined : (await namedPerson(client, name)).id;
    const { banks } = await client.lateDays({ student });
    if (json) return printJson({ banks });
    const [first, ...others] = banks;
    if (first === undefined) return print("No students yet.");
    if (others.length > 0 || (student === undefined && first.student.id !== me.id)) return print(await table(banks));
    for (const line of viewBank(first)) print(line);
  });

function table(banks: readonly LateDayBank[]): Promise<string> {
  const rows = banks.map((bank) => [
    viewName(bank.student),
    ...[bank.granted, bank.spent, bank.left].map(String),
    viewSpends(bank.spends),
  ]);
  return renderTable(["Student", "Granted", "Spent", "Left", "Spent on"], rows);
}
