import { Command } from "@commander-js/extra-typings";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { wholeNumber } from "../../terminal/whole-number.ts";
import { openClient } from "../account/client.ts";
import { viewGrant } from "./bank-view.ts";

export const grantLateDays = new Command("grant")
  .description("grant late days to a student, or to everybody (instructors)")
  .argument("<days>", "how many", wholeNumber(1, 365))
  .argument("[student]", "to whom, by login, name, e-mail address or id")
  .option("--everybody", "to everybody")
  .requiredOption("--reason <text>", "why, as students read it")
  .option("--json", "print the grant as one JSON document")
  .addHelpText("after", '\nExample:\n  tito late-days grant 2 ada --reason "The network of the hall was down."')
  .action(async (days, name, { everybody = false, reason: because, json }) => {
    if ((name === undefined) !== everybody) throw new CliError(2, "say one student, or --everybody, and not both");
    const client = await openClient();
    const { namedPerson } = await import("../account/named-person.ts");
    const student = name === undefined ? null : (await namedPerson(client, name)).id;
    const grant = await client.grantLateDays({ student, days, because });
    if (json) return printJson(grant);
    print(`Granted ${viewGrant(grant)}.`);
  });
