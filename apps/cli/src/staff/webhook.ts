import { Argument, Command } from "@commander-js/extra-typings";
import type { Client } from "@tinytorch/api";
import { openClient } from "../student/account/client.ts";
import { CliError } from "../terminal/cli-error.ts";
import { idMeant } from "../terminal/id-meant.ts";
import { renderTable } from "../terminal/table.ts";
import { localTime, print, printJson } from "../terminal/terminal.ts";

const actions = ["list", "add", "remove", "test", "retry"] as const;
type Action = (typeof actions)[number];

/** What each needs after its name. */
const needs: Readonly<Record<Exclude<Action, "list">, string>> = {
  add: "a URL",
  remove: "a webhook's id",
  test: "a webhook's id",
  retry: "a dead delivery's number",
};

export const webhook = new Command("webhook")
  .description("who is told when work is handed in and graded (instructors)")
  .addArgument(new Argument("<action>", "what to do").choices(actions))
  .argument("[what]", "a URL to add; an id to remove or test; the number of a dead delivery to retry")
  .option("--json", "print the answer as one JSON document")
  .addHelpText("after", "\nExample:\n  tito webhook add https://example.edu/hooks/tinytorch")
  .action(async (action, what, { json = false }) => {
    if (action === "list") {
      if (what !== undefined) throw new CliError(2, `webhook list takes nothing more, got ${what}`);
      return list(await openClient(), json);
    }
    if (what === undefined) throw new CliError(2, `webhook ${action} needs ${needs[action]}, got nothing`);
    const id = action === "retry" ? numberOf(what) : 0;
    const client = await openClient();
    switch (action) {
      case "add":
        return add(client, what, json);
      case "remove": {
        const which = await webhookId(client, what);
        await client.removeWebhook(which);
        return json ? printJson({ id: which, removed: true }) : print("Removed, with what was waiting for it.");
      }
      case "test":
        return tryOut(client, await webhookId(client, what), json);
      case "retry":
        await client.retryDelivery(id);
        return json ? printJson({ id, queued: true }) : print(`Delivery ${id} is tried again, with all its attempts.`);
    }
  });

function webhookId(client: Client, text: string): Promise<string> {
  return idMeant("webhook", text, async () => (await client.webhooks()).webhooks);
}

async function list(client: Client, json: boolean): Promise<void> {
  const [{ webhooks }, { deadDeliveries }] = await Promise.all([client.webhooks(), client.deadDeliveries()]);
  if (json) return printJson({ webhooks, deadDeliveries });
  if (webhooks.length === 0) print("No webhooks.");
  else {
    const rows = webhooks.map(({ id, url, createdBy, paused, waiting, dead }) => [
      ...[id, url, createdBy.name, paused ? "paused" : "told"],
      ...[String(waiting), String(dead)],
    ]);
    print(await renderTable(["Id", "URL", "Added by", "State", "Waiting", "Dead"], rows));
    if (webhooks.some(({ paused }) => paused))
      print(
        "Paused: whoever added it was dropped or may add none any more. Remove it, and add it yourself if it is wanted.",
      );
  }
  for (const { id, webhookId, kind, person, module, attempts, error, diedAt } of deadDeliveries) {
    const where = webhookId === null ? "e-mail" : `webhook ${webhookId.slice(0, 8)}`;
    const about = `${kind} of ${person.name} in ${module ?? "no module"}`;
    print(`${id}: ${about}, by ${where}, given up ${localTime(diedAt)} after ${attempts} attempts: ${error}`);
  }
  if (deadDeliveries.length > 0) print("Try one again with `tito webhook retry NUMBER`.");
}

async function add(client: Client, url: string, json: boolean): Promise<void> {
  const added = await client.addWebhook({ url });
  if (json) return printJson(added);
  print(
    `Webhook ${added.id} is told of everything from now on. Its messages are signed with this secret, shown this once:`,
  );
  print(added.secret);
}

async function tryOut(client: Client, id: string, json: boolean): Promise<void> {
  const { delivered, problem } = await client.testWebhook(id);
  if (json) printJson({ id, delivered, problem });
  else print(delivered ? "It took a message that tells of nothing." : `It did not take the message: ${problem}.`);
  if (!delivered) process.exitCode = 1;
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new CliError(2, `webhook retry needs ${needs.retry}, got ${text}`);
}
