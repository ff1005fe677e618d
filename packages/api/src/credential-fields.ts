import { z } from "zod";
import { seenLineSchema } from "./seen-line.ts";

/**
 * What a token may be used for, each including the one before: `read` asks and changes nothing, `submit` hands in
 * besides, `all` does whatever its account may.
 */
export const tokenScopeSchema = z.enum(["read", "submit", "all"]);
export type TokenScope = z.infer<typeof tokenScopeSchema>;

/** Whether a token of the one scope may do what takes the other. */
export function scopeCovers(held: TokenScope, taken: TokenScope): boolean {
  return tokenScopeSchema.options.indexOf(held) >= tokenScopeSchema.options.indexOf(taken);
}

/** What its owner knows a credential by; it need not be new. */
export const credentialLabelSchema = seenLineSchema(100);

/** The moment from which a credential is worth nothing any more. */
export const expirySchema = z.iso.datetime({ offset: true, error: "must be a time as in 2027-01-31T12:00:00Z" });

/** 256 random bits in base64url: shown once, and stored as a hash alone. */
export const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be 43 letters, digits, - or _");
