import type { Client } from "@tinytorch/api";

/** The service, as whoever is signed in. @throws CliError when nobody is. */
export async function openClient(): Promise<Client> {
  const [{ createClient }, { readAccount }] = await Promise.all([import("@tinytorch/api"), import("./account.ts")]);
  const { url, token } = await readAccount();
  return createClient({ baseUrl: url, token });
}
