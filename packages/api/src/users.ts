import { z } from "zod";

/** A student hands in and sees their own; a ci account the same, outside the gradebook; an instructor sees all. */
export const roleSchema = z.enum(["student", "instructor", "ci"]);
export type Role = z.infer<typeof roleSchema>;

export const userNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(
    (name) => name.isWellFormed() && !/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u.test(name),
    "must not have control characters",
  );

/** `GET /v1/me`. */
export const userSchema = z.object({ id: z.uuid(), name: z.string(), role: roleSchema });
export type User = z.infer<typeof userSchema>;

/** `GET /v1/users`, for instructors: by name; with `name` the one account that has it, or none. */
export const userListQuerySchema = z.strictObject({ name: userNameSchema.optional() });
export const userListSchema = z.object({ users: z.array(userSchema) });
export type UserList = z.infer<typeof userListSchema>;

/** `POST /v1/users`, for instructors. */
export const createUserRequestSchema = z.strictObject({ name: userNameSchema, role: roleSchema });
export type CreateUserRequest = z.infer<typeof createUserRequestSchema>;

/** `POST /v1/users/:id/tokens`, for instructors. `replace` revokes the tokens the account had before. */
export const issueTokenRequestSchema = z.strictObject({ replace: z.boolean().default(false) });

/** A new token: 256 random bits in base64url, shown this once and stored only as a hash. */
export const issuedTokenSchema = z.object({ tokenId: z.uuid(), token: z.string().length(43) });
export type IssuedToken = z.infer<typeof issuedTokenSchema>;

export const createdUserSchema = userSchema.extend(issuedTokenSchema.shape);
export type CreatedUser = z.infer<typeof createdUserSchema>;
