import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import type { AuditEntry, Client } from "@tinytorch/api";
import { openClient } from "../student/account/client.ts";
import { namedPerson } from "../student/account/named-person.ts";
import { courseOption, findModule } from "../student/course/course-folder.ts";
import { submissionId } from "../student/submissions/own-submission.ts";
import { CliError } from "../terminal/cli-error.ts";
import { isIdBeginning } from "../terminal/id-meant.ts";
import { renderTable } from "../terminal/table.ts";
import { localTime, print, printJson } from "../terminal/terminal.ts";
import { visible } from "../terminal/visible.ts";
import { wholeNumber } from "../terminal/whole-number.ts";

const most = 100;

export const audit = new Command("audit")
  .description("who did what on this server, newest first (instructors)")
  .argument(
    "[subject]",
    "the id of a submission, or the beginning of it, an account, a token, a regrade or a comment; all without one",
  )
  .option("--by <name>", "an account's name, or `service` for what the server did by itself")
  .option("--person <name>", "whatever this account did, or what concerns it")
  .option("--module <module>", "08-optimizers or 08")
  .option("--action <action>", "only this, such as regrade.applied")
  .option(
    "--since <time>",
    "nothing older, such as 2026-09-30 or 2026-09-30T12:00, in this computer's zone unless it says one",
    isoTime,
  )
  .option("--until <time>", "nothing from then on", isoTime)
  .option("--details", "print a table with every detail instead of sentences")
  .option("--before <id>", "entries before the one of this id", wholeNumber(1))
  .option("--limit <n>", `how many, up to ${most}`, atMost(most), 20)
  .option("--json", "print them as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito audit --action regrade.applied --since 2026-09-30")
  .action(async (subject, { by, person: about, module: name, details, json, course, ...query }) => {
    const module = name === undefined ? undefined : (await findModule(course, name)).manifest.id;
    const service = await openClient();
    const person = about === undefined ? undefined : await personId(service, about);
    const actor = by === undefined ? undefined : await actorOf(service, by);
    const id = await subjectId(service, subject);
    const page = await service.audit({ subject: id, actor, person, module, ...query });
    if (page.entries.length === 0 && id !== undefined) await requireSubject(service, id);
    if (json) return printJson(page);
    if (page.entries.length === 0) return print("Nothing like that was done.");
    if (details) print(await renderTable(["Id", "When", "Who", "What", "To", "Details"], page.entries.map(row)));
    else for (const entry of page.entries) print(line(entry));
    if (page.next !== null) print(`There are older ones: add --before ${page.next}.`);
  });

/** Ids are shortened for submissions alone: of the rest there is no list to find them in. */
async function subjectId(service: Client, subject: string | undefined): Promise<string | undefined> {
  if (subject === undefined || !isIdBeginning(subject)) return subject;
  return submissionId(service, subject);
}

/** @throws CliError where nothing was ever done to what has this id. */
async function requireSubject(service: Client, subject: string): Promise<void> {
  const { entries } = await service.audit({ subject, limit: 1 });
  if (entries.length > 0) return;
  throw new CliError(
    2,
    `the id must be that of something in the audit, got ${JSON.stringify(subject)}, of which there is nothing`,
  );
}

function line({ at, action, sentence }: AuditEntry): string {
  return `${localTime(at)}  ${visible(sentence, Number.POSITIVE_INFINITY)} (${visible(action)})`;
}

async function actorOf(service: Client, name: string): Promise<string> {
  return name === "service" ? name : personId(service, name);
}

/** Who was erased is in no list any more, and in the audit by a name with the id. */
async function personId(service: Client, name: string): Promise<string> {
  const [, erased] = /^erased-([0-9a-f-]{36})$/.exec(name) ?? [];
  return erased ?? (await namedPerson(service, name)).id;
}

function row({ id, at, actor, action, subject, detail }: AuditEntry): string[] {
  const details = Object.entries(detail).map(([name, value]) => `${name}: ${text(value)}`);
  return [String(id), localTime(at), actor?.name ?? "the service", action, subject, details.join("\n")];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isoTime(text: string): string {
  // A date alone would be midnight of UTC.
  const time = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text);
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
