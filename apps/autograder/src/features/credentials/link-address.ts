import { isIPv6, type Socket } from "node:net";
import type { Settings } from "../../settings.ts";

/**
 * What invitations begin with: the public address, or without one that of this server by which the request came. What the
 * request says itself of where it goes is its sender's to choose, and a link of it could hand the secret to anybody.
 */
export function linkAddress(
  { publicUrl, host, port }: Pick<Settings, "publicUrl" | "host" | "port">,
  { localAddress = host, localPort = port }: Pick<Socket, "localAddress" | "localPort">,
): string {
  if (publicUrl !== null) return publicUrl;
  // An IPv4 address on a socket of both kinds, and the interface of one that is good on that alone.
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/, "").replace(/%.*$/, "");
  return `http://${isIPv6(address) ? `[${address}]` : address}:${localPort}`;
}
