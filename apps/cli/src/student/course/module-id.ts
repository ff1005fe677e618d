import type { Client } from "@tinytorch/api";
import { theOneMeant } from "./course-folder.ts";

/** The service's module that a person means by `08-optimizers`, `08`, `8`, `opt`. @throws CliError when there is none, or several. */
export async function moduleId(client: Pick<Client, "modules">, name: string): Promise<string> {
  const { modules, broken } = await client.modules();
  return theOneMeant([...modules.map(({ id }) => id), ...broken].sort(), name);
}
