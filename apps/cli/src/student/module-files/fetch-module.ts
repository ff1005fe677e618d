import type { Client } from "@tinytorch/api";
import { theOneMeant } from "../course/course-folder.ts";
import type { ModuleTexts } from "./started-from.ts";

/** A module as the service hands it out now. @throws CliError when what came is not that. */
export async function fetchModule(client: Pick<Client, "starter">, id: string): Promise<ModuleTexts> {
  const [{ unpackStarter }, archive] = await Promise.all([import("./unpack-starter.ts"), client.starter(id)]);
  return unpackStarter(archive, id);
}

/** The id of the module that a person means, of those that the service has. @throws CliError as `theOneMeant`. */
export async function servedModule(client: Pick<Client, "modules">, name: string): Promise<string> {
  const { modules, broken } = await client.modules();
  return theOneMeant([...modules.map(({ id }) => id), ...broken].sort(), name);
}
