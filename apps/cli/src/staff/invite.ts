import { Command } from "@commander-js/extra-typings";
import type { Client, Invitation } from "@tinytorch/api";
import { openClient } from "../student/account/client.ts";
import { namedPerson } from "../student/account/named-person.ts";
import { CliError } from "../terminal/cli-error.ts";
import { readExpiry } from "../terminal/expiry.ts";
import { idMeant } from "../terminal/id-meant.ts";
import { renderTable } from "../terminal/table.ts";
import { localTime, print, printJson } from "../terminal/terminal.ts";

export const invite = new Command("invite")
  .description("make links that let accounts in once; they are shown this once (instructors)")
  .argument("[names...]", "whom, by login, name, e-mail address or id")
  .option("--all", "every account that has nothing to sign in with")
  .option("--expires <when>", "30d, or the last day as 2027-01-31; without it after 14 days", readExpiry)
  .option("--list", "the invitations nobody has redeemed, without their links")
  .option("--revoke <id>", "take one back, as the list names it, or by the beginning of its id")
  .option("--json", "print the links as one JSON document")
  .addHelpText("after", "\nExample:\n  tito invite student-a student-b --expires 7d\n  tito invite --all")
  .action(async (names, { all = false, expires: expiresAt, list = false, revoke, json = false }) => {
    const asked = [names.length > 0, all, list, revoke !== undefined].filter(Boolean);
    if (asked.length !== 1) {
      throw new CliError(2, "give names, or one of --all, --list and --revoke, as in `tito invite student-a`");
    }
    const client = await openClient();
    if (list) return showOpen(client, json);
    if (revoke !== undefined) return takeBack(client, revoke, json);
    const users = all ? undefined : await idsOf(client, names);
    const made = await client.invite(users === undefined ? { all: true, expiresAt } : { users, expiresAt });
    if (json) return printJson(made);
    if (made.invitations.length === 0) return print("Everybody has something to sign in with, or an invitation.");
    print("Each link works once, with `tito login --invitation LINK`, and is shown this once:");
    for (const { user, link } of made.invitations) print(`${user.name}\t${link}`);
    const [first] = made.invitations;
    if (first !== undefined) print(`They expire at ${localTime(first.expiresAt)}.`);
  });

async function idsOf(client: Client, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push((await namedPerson(client, name)).id);
  return ids;
}

async function showOpen(client: Client, json: boolean): Promise<void> {
  const open = await client.invitations();
  if (json) return printJson(open);
  if (open.invitations.length === 0) return print("No invitation is open.");
  print(await renderTable(["Id", "For", "Made", "Expires"], open.invitations.map(row)));
}

async function takeBack(client: Client, text: string, json: boolean): Promise<void> {
  const id = await idMeant("invitation", text, async () => (await client.invitations()).invitations);
  await client.revokeInvitation(id);
  if (json) return printJson({ revoked: id });
  print(`Invitation ${id} is revoked.`);
}

function row({ id, user, createdAt, expiresAt, isExpired }: Invitation): string[] {
  const expires = localTime(expiresAt);
  return [id, user.name, localTime(createdAt), isExpired ? `${expires} (expired)` : expires];
}
