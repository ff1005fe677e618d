import { createHash, randomBytes } from "node:crypto";

/** A new bearer token: 256 random bits in base64url. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a token. A plain SHA-256 is enough: 256 random bits cannot be guessed, so nothing is gained by a
 * slow hash; and looking up by hash compares nothing secret in a time that depends on the secret.
 */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
