import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, type CreatedUser, createClient, type Role } from "@tinytorch/api";
import type { RunningServer } from "./running-server.ts";

/** Somebody signed in. */
export interface Account {
  readonly token: string;
  readonly client: Client;
  /** A raw request with the account's token. */
  send(path: string, init?: RequestInit): Promise<Response>;
}

/** The account of a token. */
export function accountOf({ address }: Pick<RunningServer, "address">, token: string): Account {
  return {
    token,
    client: createClient({ baseUrl: address, token }),
    send: (path, init = {}) =>
      fetch(`${address}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } }),
  };
}

/** The first instructor, by the token in the server's data folder. */
export function instructorOf(server: Pick<RunningServer, "address" | "dataFolder">): Account {
  return accountOf(server, readFileSync(join(server.dataFolder, "tokens", "instructor"), "utf8").trim());
}

/** A new account. */
export async function addAccount(
  server: Pick<RunningServer, "address" | "dataFolder">,
  name: string,
  role: Role,
): Promise<Account & CreatedUser> {
  const user = await instructorOf(server).client.createUser({ name, role });
  return { ...user, ...accountOf(server, user.token) };
}
