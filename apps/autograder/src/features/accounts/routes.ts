import {
  createdUserSchema,
  createUserRequestSchema,
  issuedTokenSchema,
  issueTokenRequestSchema,
  type Role,
  userListQuerySchema,
  userListSchema,
  userSchema,
} from "@tinytorch/api";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { documented } from "./documented.ts";

const instructors: readonly Role[] = ["instructor"];
const idParams = z.object({ id: z.uuid() });

/** Accounts and tokens. */
export function userRoutes({ store }: Context): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/me", { schema: documented("users", "The account behind the token", { 200: userSchema }) }, (request) =>
      accountOf(request),
    );
    app.get(
      "/users",
      {
        config: { roles: instructors },
        schema: {
          querystring: userListQuerySchema,
          ...documented("users", "The accounts, or the one of a name", { 200: userListSchema }),
        },
      },
      ({ query: { name } }) => {
        if (name === undefined) return { users: store.users.list() };
        const user = store.users.byName(name);
        return { users: user === undefined ? [] : [user] };
      },
    );
    app.post(
      "/users",
      {
        config: { roles: instructors },
        schema: {
          body: createUserRequestSchema,
          ...documented("users", "Create an account; its token is shown this once", {
            201: createdUserSchema,
          }),
        },
      },
      (request, reply) => {
        const { name, role } = request.body;
        reply.code(201).send(store.users.create(accountOf(request).id, name, role));
      },
    );
    app.post(
      "/users/:id/tokens",
      {
        config: { roles: instructors },
        schema: {
          params: idParams,
          body: issueTokenRequestSchema.nullish(),
          ...documented("users", "Issue one more token, or the only one; it is shown this once", {
            201: issuedTokenSchema,
          }),
        },
      },
      (request, reply) => {
        const replace = request.body?.replace ?? false;
        reply.code(201).send(store.users.issueToken(accountOf(request).id, request.params.id, replace));
      },
    );
    app.delete(
      "/tokens/:id",
      {
        config: { roles: instructors },
        schema: { params: idParams, ...documented("users", "Revoke a token", { 204: z.undefined() }) },
      },
      (request, reply) => {
        store.users.revokeToken(accountOf(request).id, request.params.id);
        reply.code(204).send(undefined);
      },
    );
  };
}
