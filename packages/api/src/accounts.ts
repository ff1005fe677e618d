import { z } from "zod";
import { personSchema } from "./person.ts";
import { roleSchema } from "./role.ts";
import { get, post } from "./route.ts";
import { issuedTokenSchema } from "./tokens.ts";
import { userNameSchema } from "./user-name.ts";

export const userSchema = personSchema.extend({ role: roleSchema });
export type User = z.infer<typeof userSchema>;

/** With `name` the one account that has it, or none. */
export const userListQuerySchema = z.strictObject({ name: userNameSchema.optional() });
export const userListSchema = z.object({ users: z.array(userSchema) });
export type UserList = z.infer<typeof userListSchema>;

export const createUserRequestSchema = z.strictObject({ name: userNameSchema, role: roleSchema });
export type CreateUserRequest = z.infer<typeof createUserRequestSchema>;

/** `warnings`: what a person should look at twice, such as a name that looks like another account's. */
export const createdUserSchema = userSchema.extend({
  ...issuedTokenSchema.shape,
  warnings: z.array(z.string()).default([]),
});
export type CreatedUser = z.infer<typeof createdUserSchema>;

const ofUsers = { tag: "users" } as const;

/** Accounts. */
export const accountsApi = {
  me: get("/v1/me", {
    tag: "users",
    action: "account.read",
    answers: { 200: userSchema },
    summary: "The account behind the token",
  }),
  users: get("/v1/users", {
    ...ofUsers,
    action: "account.list",
    query: userListQuerySchema,
    answers: { 200: userListSchema },
    summary: "The accounts, or the one of a name",
  }),
  createUser: post("/v1/users", {
    ...ofUsers,
    action: "account.create",
    body: createUserRequestSchema,
    answers: { 201: createdUserSchema },
    summary: "Create an account; its token is shown this once",
  }),
};
