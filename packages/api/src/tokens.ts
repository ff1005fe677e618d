import { z } from "zod";
import { credentialLabelSchema, expirySchema, secretSchema, tokenScopeSchema } from "./credential-fields.ts";
import { get, post, remove } from "./route.ts";

/** A new token: 256 random bits in base64url, shown this once and stored only as a hash. */
export const issuedTokenSchema = z.object({
  tokenId: z.uuid(),
  token: secretSchema,
  /** Null never expires. */
  expiresAt: z.iso.datetime().nullable(),
});
export type IssuedToken = z.infer<typeof issuedTokenSchema>;

/** By default it has no name, may do all that its account may, and never expires. */
const tokenFacts = {
  label: credentialLabelSchema.optional(),
  scope: tokenScopeSchema.default("all"),
  expiresAt: expirySchema.nullable().optional(),
};

/** A token, whoever it is for, outlasts none that it is made with: without `expiresAt` it expires with that. */
export const createTokenRequestSchema = z.strictObject(tokenFacts);
export type CreateTokenRequest = z.input<typeof createTokenRequestSchema>;

/** `replace` revokes the tokens and invitations the account had before, and ends its browser sessions. */
export const issueTokenRequestSchema = z.strictObject({ ...tokenFacts, replace: z.boolean().default(false) });

/** A token that was not revoked, without the token. */
export const tokenSchema = z.object({
  id: z.uuid(),
  label: z.string().nullable(),
  scope: tokenScopeSchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  isExpired: z.boolean(),
  /** To the minute; null while it was never used. */
  lastUsedAt: z.iso.datetime().nullable(),
  /** Whether the request that lists it came with it. */
  isCurrent: z.boolean(),
});
export type Token = z.infer<typeof tokenSchema>;

/** `user` asks for another's, which whoever may end them may. */
export const tokenListQuerySchema = z.strictObject({ user: z.uuid().optional() });
export const tokenListSchema = z.object({ tokens: z.array(tokenSchema) });
export type TokenList = z.infer<typeof tokenListSchema>;

const params = z.object({ id: z.uuid() });
const ofTokens = { tag: "credentials" } as const;

/** Tokens of the API. */
export const tokensApi = {
  tokens: get("/v1/tokens", {
    ...ofTokens,
    action: "credential.end",
    query: tokenListQuerySchema,
    answers: { 200: tokenListSchema },
    summary: "One's own tokens or another's, oldest first, never the tokens themselves",
  }),
  createOwnToken: post("/v1/tokens", {
    ...ofTokens,
    action: "credential.own",
    body: createTokenRequestSchema,
    answers: { 201: issuedTokenSchema },
    summary: "Make a token of one's own; it is shown this once",
  }),
  createToken: post("/v1/users/:id/tokens", {
    ...ofTokens,
    action: "token.issue",
    params,
    body: issueTokenRequestSchema.nullish(),
    answers: { 201: issuedTokenSchema },
    summary: "Issue one more token, or the only one; it is shown this once",
  }),
  revokeToken: remove("/v1/tokens/:id", {
    ...ofTokens,
    action: "credential.end",
    params,
    answers: { 204: z.undefined() },
    summary: "Revoke a token: one's own, or another's",
  }),
};
