import { z } from "zod";
import { personSchema } from "./person.ts";
import { everyAccount, instructors, roleSchema } from "./role.ts";
import { get, post, remove } from "./route.ts";
import { userNameSchema } from "./user-name.ts";

export const userSchema = personSchema.extend({ role: roleSchema });
export type User = z.infer<typeof userSchema>;

/** With `name` the one account that has it, or none. */
export const userListQuerySchema = z.strictObject({ name: userNameSchema.optional() });
export const userListSchema = z.object({ users: z.array(userSchema) });
export type UserList = z.infer<typeof userListSchema>;

export const createUserRequestSchema = z.strictObject({ name: userNameSchema, role: roleSchema });
export type CreateUserRequest = z.infer<typeof createUserRequestSchema>;

/** `replace` revokes the tokens the account had before. */
export const issueTokenRequestSchema = z.strictObject({ replace: z.boolean().default(false) });

/** A new token: 256 random bits in base64url, shown this once and stored only as a hash. */
export const issuedTokenSchema = z.object({ tokenId: z.uuid(), token: z.string().length(43) });
export type IssuedToken = z.infer<typeof issuedTokenSchema>;

/** `warnings`: what a person should look at twice, such as a name that looks like another account's. */
export const createdUserSchema = userSchema.extend({
  ...issuedTokenSchema.shape,
  warnings: z.array(z.string()).default([]),
});
export type CreatedUser = z.infer<typeof createdUserSchema>;

const params = z.object({ id: z.uuid() });
const ofUsers = { tag: "users", roles: instructors } as const;

/** Accounts and their tokens. */
export const accountsApi = {
  me: get("/v1/me", {
    tag: "users",
    roles: everyAccount,
    answers: { 200: userSchema },
    summary: "The account behind the token",
  }),
  users: get("/v1/users", {
    ...ofUsers,
    query: userListQuerySchema,
    answers: { 200: userListSchema },
    summary: "The accounts, or the one of a name",
  }),
  createUser: post("/v1/users", {
    ...ofUsers,
    body: createUserRequestSchema,
    answers: { 201: createdUserSchema },
    summary: "Create an account; its token is shown this once",
  }),
  createToken: post("/v1/users/:id/tokens", {
    ...ofUsers,
    params,
    body: issueTokenRequestSchema.nullish(),
    answers: { 201: issuedTokenSchema },
    summary: "Issue one more token, or the only one; it is shown this once",
  }),
  revokeToken: remove("/v1/tokens/:id", {
    ...ofUsers,
    params,
    answers: { 204: z.undefined() },
    summary: "Revoke a token",
  }),
};
