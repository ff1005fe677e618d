import type { Client } from "@tinytorch/api";
import type { ModuleTexts } from "./started-from.ts";

/** A module as the service hands it out now. @throws CliError when what came is not that. */
export async function fetchModule(client: Pick<Client, "starter">, id: string): Promise<ModuleTexts> {
  const [{ unpackStarter }, archive] = await Promise.all([import("./unpack-starter.ts"), client.starter(id)]);
  return unpackStarter(archive, id);
}
