import { canAsk } from "./can-ask.ts";
import { CliError } from "./cli-error.ts";

/** How a command was called, as far as that decides whether anybody is asked. */
export interface Asking {
  /** What would be done, as a sentence without its end: `1 late day would be spent on 08-optimizers`. */
  readonly would: string;
  readonly question: string;
  readonly yes: boolean;
  readonly json: boolean;
}

/**
 * Asks in the terminal before something is done; a question that is left is a no.
 * @throws CliError where nobody can be asked and nobody said yes beforehand.
 */
export async function askFirst({ would, question, yes, json }: Asking): Promise<boolean> {
  if (yes) return true;
  if (json || !canAsk()) throw new CliError(2, `${would}, and nobody can be asked here: add --yes`);
  const { confirm } = await import("@clack/prompts");
  return (await confirm({ message: question, initialValue: false, output: process.stderr })) === true;
}
