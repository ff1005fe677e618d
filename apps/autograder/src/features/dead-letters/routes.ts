import { deadLetterListSchema, type Role } from "@tinytorch/api";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { documented } from "./documented.ts";

const config: { roles: readonly Role[] } = { roles: ["instructor"] };

/** Work the grader broke on, for an instructor to see and to try again. */
export function deadLetterRoutes({ store, dispatcher }: Context): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/dead-letters",
      { config, schema: documented("queue", "Work that was set aside", { 200: deadLetterListSchema }) },
      () => ({ deadLetters: store.deadLetters.list() }),
    );
    app.post(
      "/dead-letters/:id/retry",
      {
        config,
        schema: {
          params: z.object({ id: z.coerce.number().int().positive() }),
          ...documented("queue", "Queue it again", { 204: z.undefined() }),
        },
      },
      (request, reply) => {
        store.deadLetters.retry(accountOf(request).id, request.params.id);
        dispatcher.wake();
        reply.code(204).send(undefined);
      },
    );
  };
}
