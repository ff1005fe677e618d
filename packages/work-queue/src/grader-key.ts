import { createHash, createPublicKey, type KeyObject, randomBytes } from "node:crypto";

/** What a grader signs in with, and whose word it takes. */
export interface GraderKey {
  /** Its token: 256 random bits in base64url. */
  readonly token: string;
  /** The server's: what is not signed by it is not run. */
  readonly serverKey: KeyObject;
}

const form = /^tg\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;
/** What DER puts before the 32 bytes of an Ed25519 public key (RFC 8410, section 4). */
const derBeginning = Buffer.from("302a300506032b6570032100", "hex");

/** A new token for a grader. */
export function createGraderToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What a server keeps of a token. The token cannot be guessed, so a plain SHA-256 is enough. */
export function hashGraderToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The key as it is handed to whoever sets up a grader, in one line. */
export function writeGraderKey({ token, serverKey }: GraderKey): string {
  return `tg.${token}.${rawKey(serverKey).toString("base64url")}`;
}

/** Undefined when the text is none. */
export function readGraderKey(text: string): GraderKey | undefined {
  const [, token, key] = form.exec(text.trim()) ?? [];
  if (token === undefined || key === undefined) return undefined;
  const der = Buffer.concat([derBeginning, Buffer.from(key, "base64url")]);
  return { token, serverKey: createPublicKey({ key: der, format: "der", type: "spki" }) };
}

/** The name of a server's queue: no other server's is called so. */
export function queueNameOf(serverKey: KeyObject): string {
  return `tinytorch-${createHash("sha256").update(rawKey(serverKey)).digest("hex").slice(0, 16)}`;
}

function rawKey(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "spki" }).subarray(derBeginning.length);
}
