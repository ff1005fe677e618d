import { Command } from "@commander-js/extra-typings";
import type { Client } from "@tinytorch/api";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { viewGrant } from "./bank-view.ts";

export const withdrawLateDays = new Command("withdraw")
  .description("take a grant back, while nobody has spent what would be missing (instructors)")
  .argument("<grant>", "its id or the beginning of it, as `tito late-days show ada` says it")
  .requiredOption("--reason <text>", "why, as it stands on record")
  .option("--json", "print the grant as one JSON document")
  .addHelpText("after", '\nExample:\n  tito late-days withdraw 5f1c9a52 --reason "Granted twice."')
  .action(async (text, { reason: because, json }) => {
    const client = await openClient();
    const grant = await client.withdrawLateDays(await grantId(client, text), { because });
    if (json) return printJson(grant);
    print(`Taken back: ${viewGrant(grant)}.`);
  });

/** The one grant whose id begins so. @throws CliError when there is none, or several. */
async function grantId(client: Client, text: string): Promise<string> {
  const { banks } = await client.lateDays();
  const ids = new Set(banks.flatMap(({ grants }) => grants.map(({ id }) => id)));
  const found = [...ids].filter((id) => text.length >= 4 && id.startsWith(text.toLowerCase()));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw new CliError(2, `the first 4 characters or more of one grant's id must be said, got ${JSON.stringify(text)}`);
}
