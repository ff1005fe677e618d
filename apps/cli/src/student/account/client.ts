import { createHash } from "node:crypto";
import type { Client } from "@tinytorch/api";

/** The service, its address without a slash at its end, and who is signed in. */
export interface Service {
  readonly client: Client;
  readonly url: string;
  /** The same for one account, whether the service answers or not: its id, or what stands for its token. */
  readonly sender: string;
}

/** The service, as whoever is signed in. @throws CliError when nobody is. */
export async function openService(): Promise<Service> {
  const [{ createClient }, { readAccount }] = await Promise.all([import("@tinytorch/api"), import("./account.ts")]);
  const { url, token, id } = await readAccount();
  const client = createClient({ baseUrl: url, token });
  return { client, url: url.replace(/\/+$/, ""), sender: id ?? senderOf(token) };
}

/** Who sends with a token whose account is not known here. */
export function senderOf(token: string): string {
  return `token ${createHash("sha256").update(token).digest("hex").slice(0, 16)}`;
}

/** The service's functions, as whoever is signed in. @throws CliError when nobody is. */
export async function openClient(): Promise<Client> {
  return (await openService()).client;
}
