import { createHmac } from "node:crypto";

/**
 * The header by which a receiver knows who sent a message and when: `t=<seconds since 1970>,v1=<hex>`, where the second is
 * HMAC-SHA-256 by the webhook's secret over `<t>.<body>`.
 */
export function signature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
