import type { Client } from "@tinytorch/api";
import { askFirst } from "../../terminal/ask-first.ts";
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
  const question = `You would ${deed}, and somebody else must undo it. Go on?`;
  const goesOn = await askFirst({ would: `you would ${deed}`, question, yes, json });
  if (!goesOn) print("Nothing was changed.");
  return goesOn;
}
