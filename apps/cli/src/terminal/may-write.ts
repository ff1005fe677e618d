import { access } from "node:fs/promises";
import { type Asking, askFirst } from "./ask-first.ts";
import { print } from "./terminal.ts";

/**
 * Whether something may be written at a path: where there is something already, somebody is asked first, and told when nothing is written.
 * @throws CliError where nobody can be asked and nobody said yes beforehand.
 */
export async function mayWrite(path: string, { yes, json }: Pick<Asking, "yes" | "json">): Promise<boolean> {
  if (!(await isThere(path))) return true;
  const question = `${path} is there already. Overwrite it?`;
  const goesOn = await askFirst({ would: `${path} would be overwritten`, question, yes, json });
  if (!goesOn) print("Nothing was written.");
  return goesOn;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
