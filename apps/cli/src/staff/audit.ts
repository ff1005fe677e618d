import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import type { AuditEntry, Client } from "@tinytorch/api";
import { openClient } from "../student/client.ts";
import { CliError } from "../terminal/cli-error.ts";
import { renderTable } from "../terminal/table.ts";
import { localTime, print, printJson } from "../terminal/terminal.ts";
import { wholeNumber } from "../terminal/whole-number.ts";

const most = 100;

export const audit = new Command("audit")
  .description("who did what on this server, newest first (instructors)")
  .argument("[subject]", "the id of a submission, an account, a token or a regrade; all without one")
  .option("--by <name>", "an account's name, or `service` for what the server did by itself")
  .option("--action <action>", "only this, such as regrade.applied")
  .option("--since <time>", "nothing older, such as 2026-09-30 or 2026-09-30T12:00", isoTime)
  .option("--before <id>", "entries before the one of this id", wholeNumber(1))
  .option("--limit <n>", `how many, up to ${most}`, atMost(most), 20)
  .option("--json", "print them as one JSON document")
  .addHelpText("after", "\nExample:\n  tito audit --action regrade.applied --since 2026-09-30")
  .action(async (subject, { by, json, ...query }) => {
    const service = await openClient();
    const actor = by === undefined ? undefined : await actorOf(service, by);
    const page = await service.audit({ subject, actor, ...query });
    if (json) return printJson(page);
    if (page.entries.length === 0) return print("Nothing like that was done.");
    print(await renderTable(["Id", "When", "Who", "What", "To", "Details"], page.entries.map(row)));
    if (page.next !== null) print(`There are older ones: add --before ${page.next}.`);
  });

async function actorOf(service: Client, name: string): Promise<string> {
  if (name === "service") return name;
  const [user] = (await service.users({ name })).users;
  if (user === undefined) throw new CliError(2, `the name must be an account's, got ${JSON.stringify(name)}`);
  return user.id;
}

function row({ id, at, actor, action, subject, detail }: AuditEntry): string[] {
  const details = Object.entries(detail).map(([name, value]) => `${name}: ${text(value)}`);
  return [String(id), localTime(at), actor?.name ?? "the service", action, subject, details.join("\n")];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isoTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError("It must be a date, or a date and a time.");
  return time.toISOString();
}

function atMost(limit: number): (text: string) => number {
  const read = wholeNumber(1);
  return (text) => {
    const value = read(text);
    if (value > limit) throw new InvalidArgumentError(`It must be a whole number of at most ${limit}.`);
    return value;
  };
}
