import {
  createdUserSchema,
  createUserRequestSchema,
  issuedTokenSchema,
  type Role,
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
    app.get(
      "/me",
      { schema: documented("users", "The account behind the token", { 200: userSchema }) },
      (request) => accountOf(request),
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
          ...documented("users", "Issue one more token; it is shown this once", { 201: issuedTokenSchema }),
        },
      },
      (request, reply) => {
        reply.code(201).send(store.users.issueToken(accountOf(request).id, request.params.id));
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
