import type { ModuleManifest, SubmittedFiles } from "@tinytorch/course";
import { CliError } from "../../terminal/cli-error.ts";
import { viewName } from "../../terminal/message-view.ts";
import { localTime, print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "../account/client.ts";
import { namedPerson } from "../account/named-person.ts";
import { viewHandedInFor } from "../submissions/handed-in-view.ts";
import { viewLoadProblems } from "../test-run/load-problems-view.ts";

/** For whom it is handed in, and the time that is to count where it is not now. */
export interface HandingInFor {
  readonly name: string;
  readonly received?: string | undefined;
  readonly reason?: string | undefined;
}

/** Hands files in for a student, as staff may. Nothing waits in the outbox: whoever does it sees whether it arrived. */
export async function submitFor(
  { name, received, reason }: HandingInFor,
  manifest: ModuleManifest,
  files: SubmittedFiles,
  json: boolean,
): Promise<void> {
  const at = readTime(received, reason);
  const client = await openClient();
  const person = await namedPerson(client, name);
  const receipt = await client.submitFor(person.id, {
    module: manifest.id,
    files: { ...files },
    ...(at === undefined || reason === undefined ? {} : { received: { at, reason } }),
  });
  if (json) return printJson(receipt);
  print(
    `Handed in ${manifest.id} for ${viewName({ name: person.login })}: submission ${receipt.id}, received ${localTime(receipt.receivedAt)}.`,
  );
  for (const line of viewHandedInFor(receipt.handedInFor)) print(line);
  for (const line of viewLoadProblems(receipt.loadProblems)) print(line);
  print(`See what it scored with \`tito status ${receipt.id}\`.`);
}

function readTime(received: string | undefined, reason: string | undefined): string | undefined {
  if ((received === undefined) !== (reason === undefined)) {
    throw new CliError(2, "--received and --reason belong together: another time needs a reason, and a reason a time");
  }
  if (received === undefined) return undefined;
  const time = new Date(received);
  // A date alone would be midnight of UTC, and one with a time is of this computer's zone.
  if (/\d[T ]\d/.test(received) && !Number.isNaN(time.getTime())) return time.toISOString();
  throw new CliError(
    2,
    `--received must be a date and a time such as 2026-12-06T18:00, of this computer's zone, or 2026-12-06T18:00+01:00, got ${JSON.stringify(received)}`,
  );
}
