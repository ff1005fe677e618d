import type { Client, User } from "@tinytorch/api";
import { CliError } from "../../terminal/cli-error.ts";

/** The account of a name, as staff may ask for it. @throws CliError when nobody has it. */
export async function accountOfName(client: Client, name: string): Promise<User> {
  const [user] = (await client.users({ name })).users;
  if (user === undefined) throw new CliError(2, `the name must be an account's, got ${JSON.stringify(name)}`);
  return user;
}
