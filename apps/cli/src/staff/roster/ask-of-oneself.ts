import type { Client } from "@tinytorch/api";
import { canAsk } from "../../terminal/can-ask.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { print } from "../../terminal/terminal.ts";

/**
 * Whether to go on with what takes rights from somebody. Where that is oneself, who may not be able to take it back, it asks first;
 * `yes` answers before.
 *
 * @param deed what is about to happen: `drop yourself from the course`.
 * @throws CliError where nobody can be asked.
 */
export async function mayGoOn(
  service: Pick<Client, "me">,
  id: string,
  deed: string,
  { yes, json }: { readonly yes: boolean; readonly json: boolean },
): Promise<boolean> {
  if (yes || (await service.me()).id !== id) return true;
  if (json || !canAsk()) {
    throw new CliError(2, `you would ${deed}, and nobody can be asked here: add --yes`);
  }
  const { confirm } = await import("@clack/prompts");
  const message = `You would ${deed}, and somebody else must undo it. Go on?`;
  const answer = await confirm({ message, initialValue: false, output: process.stderr });
  if (answer !== true) print("Nothing was changed.");
  return answer === true;
}
