import { Command, Option } from "@commander-js/extra-typings";
import type { Client, Token } from "@tinytorch/api";
import { CliError } from "../../terminal/cli-error.ts";
import { readExpiry } from "../../terminal/expiry.ts";
import { idMeant } from "../../terminal/id-meant.ts";
import { renderTable } from "../../terminal/table.ts";
import { localTime, print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "./client.ts";
import { printExpiry } from "./expiry-view.ts";
import { namedPerson } from "./named-person.ts";

export const token = new Command("token")
  .description("list your tokens, make one for a program or another machine, or revoke one")
  .argument("[list|create|revoke]", "what to do; alone, list them")
  .argument("[id]", "the one to revoke, as the list names it, or the beginning of it")
  .option("--label <name>", "of a new one: what you will know it by")
  .addOption(
    new Option("--scope <scope>", "of a new one: what it may do, each including the one before")
      .choices(["read", "submit", "all"] as const)
      .default("all" as const),
  )
  .option("--expires <when>", "of a new one: 30d, or the last day as 2027-01-31; without it never", readExpiry)
  .option("--for <name>", "another's account (instructors)")
  .option("--json", "print them as one JSON document")
  .addHelpText(
    "after",
    "\nExample:\n  tito token create --label laptop --scope submit --expires 90d\n  tito token\n  tito token revoke 5f1c9a52",
  )
  .action(async (action = "list", id, { for: name, json = false, ...facts }) => {
    if (!["list", "create", "revoke"].includes(action)) {
      throw new CliError(2, `it must be \`list\`, \`create\` or \`revoke\`, got ${JSON.stringify(action)}`);
    }
    if (action === "revoke" && id === undefined) {
      throw new CliError(2, "a token must be named by its id, as `tito token` lists it, got none");
    }
    if (action !== "revoke" && id !== undefined) {
      throw new CliError(2, `only \`revoke\` takes an id, got ${JSON.stringify(id)}`);
    }
    const client = await openClient();
    const user = name === undefined ? undefined : (await namedPerson(client, name)).id;
    if (action === "create") return create(client, user, facts, json);
    if (id !== undefined) return revoke(client, user, id, json);
    const list = await client.tokens({ user });
    if (json) return printJson(list);
    if (list.tokens.length === 0) return print("No tokens.");
    print(await renderTable(["Id", "Label", "May", "Made", "Expires", "Last used"], list.tokens.map(row)));
  });

interface Facts {
  readonly label?: string | undefined;
  readonly scope: "read" | "submit" | "all";
  readonly expires?: string | undefined;
}

async function create(
  client: Client,
  user: string | undefined,
  { label, scope, expires }: Facts,
  json: boolean,
): Promise<void> {
  const facts = { label, scope, expiresAt: expires };
  const made = user === undefined ? await client.createOwnToken(facts) : await client.createToken(user, facts);
  if (json) return printJson(made);
  print("The token, shown this once:");
  print(made.token);
  printExpiry(made, expires);
  print(`\`tito token revoke ${made.tokenId}\` ends it.`);
}

async function revoke(client: Client, user: string | undefined, text: string, json: boolean): Promise<void> {
  const id = await idMeant("token", text, async () => (await client.tokens({ user })).tokens);
  if (user !== undefined && !(await client.tokens({ user })).tokens.some((each) => each.id === id)) {
    throw new CliError(2, `the token must be one of the account's, got ${JSON.stringify(id)}`);
  }
  await client.revokeToken(id);
  if (json) return printJson({ revoked: id });
  print(`Token ${id} is revoked.`);
}

function row({ id, label, scope, createdAt, expiresAt, isExpired, lastUsedAt, isCurrent }: Token): string[] {
  const expires = expiresAt === null ? "never" : localTime(expiresAt);
  return [
    isCurrent ? `${id} (this one)` : id,
    label ?? "",
    scope,
    localTime(createdAt),
    isExpired ? `${expires} (expired)` : expires,
    lastUsedAt === null ? "never" : localTime(lastUsedAt),
  ];
}
