import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";

/** An address to connect to, as a name was resolved at this moment. */
export interface Pinned {
  readonly address: string;
  readonly family: number;
}

/**
 * What is wrong with a webhook's URL as it is written; undefined when nothing is. Unless private addresses are allowed it must
 * be https and may not be an address of a private network.
 */
export function urlProblem(text: string, allowPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return "must be a URL";
  const { protocol, username, password, hostname, hash } = new URL(text);
  const protocols = allowPrivate ? ["https:", "http:"] : ["https:"];
  if (!protocols.includes(protocol)) return `must begin with ${protocols.map((each) => `${each}//`).join(" or ")}`;
  if (username !== "" || password !== "") return "must hold no user name or password";
  if (hash !== "") return "must have no fragment";
  const literal = hostname.replace(/^\[|\]$/g, "");
  if (!allowPrivate && ipaddr.isValid(literal) && !isPublic(literal)) return "must lead out of private networks";
  return undefined;
}

/**
 * Resolves a host once: whoever connects uses the address that was looked at, so that a name which means another address a
 * moment later gains nothing. @throws Error in a sentence when any of its addresses is private, or there is none.
 */
export async function pinnedAddress(host: string, allowPrivate: boolean): Promise<Pinned> {
  const name = host.replace(/^\[|\]$/g, "");
  const found = await lookup(name, { all: true });
  const [first] = found;
  if (first === undefined) throw new Error("the host has no address");
  if (!allowPrivate && !found.every(({ address }) => isPublic(address))) {
    throw new Error("the host leads to a private network, which TINYTORCH_WEBHOOK_PRIVATE does not allow");
  }
  return first;
}

/** Of no private, local or special range; an IPv4 address inside an IPv6 one counts as itself. */
function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === "unicast";
}
