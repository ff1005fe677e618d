import { Command } from "@commander-js/extra-typings";
import type { Client, LateDayGrant } from "@tinytorch/api";
import { askFirst } from "../../terminal/ask-first.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { idMeant } from "../../terminal/id-meant.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { viewGrant } from "./bank-view.ts";

export const withdrawLateDays = new Command("withdraw")
  .description("take a grant back, while nobody has spent what would be missing (instructors)")
  .argument("<grant>", "its id or the beginning of it, as `tito late-days show ada` says it")
  .requiredOption("--reason <text>", "why, as it stands on record")
  .option("--yes", "do not ask first")
  .option("--json", "print the grant as one JSON document (needs --yes)")
  .addHelpText("after", '\nExample:\n  tito late-days withdraw 5f1c9a52 --reason "Granted twice."')
  .action(async (text, { reason: because, yes = false, json = false }) => {
    const client = await openClient();
    const found = await namedGrant(client, text);
    const which = viewGrant(found);
    const would = `${which} would be taken back`;
    if (!(await askFirst({ would, question: `Take back ${which}?`, yes, json }))) return print("Nothing was changed.");
    const grant = await client.withdrawLateDays(found.id, { because });
    if (json) return printJson(grant);
    print(`Taken back: ${viewGrant(grant)}.`);
  });

/** The one grant whose id it is, or begins. @throws CliError when there is none, or several. */
async function namedGrant(client: Client, text: string): Promise<LateDayGrant> {
  const { banks } = await client.lateDays();
  const grants = new Map(banks.flatMap((bank) => bank.grants.map((grant) => [grant.id, grant])));
  const found = grants.get(await idMeant("grant", text, async () => [...grants.values()]));
  if (found !== undefined) return found;
  throw new CliError(2, `the grant must be one that holds, got ${JSON.stringify(text)}`);
}
