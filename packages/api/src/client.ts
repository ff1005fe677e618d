import { api } from "./api.ts";
import { routeCaller } from "./call-route.ts";
import type { ClientOf } from "./client-type.ts";
import { sender } from "./send.ts";

/**
 * The service, as functions: one for each route of the table, by the route's name. It takes the path's parameters in
 * their order, then the body or the query, then options. Each throws ApiError when the service refuses, with its code,
 * sentence and field, and ServiceUnreachableError when no answer of the service came back.
 */
export type Client = ClientOf<typeof api>;

export interface ClientOptions {
  /** `http://127.0.0.1:8080`, with or without a path the service is mounted under. */
  readonly baseUrl: string;
  /** Without it only what anybody may call, `health` and `ready`, can succeed. */
  readonly token?: string | undefined;
  /** Of the browser's session, whose cookie signs in: what changes something must have it. */
  readonly csrfToken?: string | undefined;
}

/** A typed client of the service, over `fetch`; every answer is checked against the contract. */
export function createClient(options: ClientOptions): Client;
// The table's loop cannot be followed by the types; that every route has its function is what a test holds.
export function createClient({ baseUrl, token, csrfToken }: ClientOptions): object {
  const send = sender(baseUrl.replace(/\/+$/, ""), { token, csrfToken });
  return Object.fromEntries(Object.entries(api).map(([name, route]) => [name, routeCaller(route, send)]));
}
