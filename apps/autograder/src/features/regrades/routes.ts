import { ApiError, type Role, regradeListSchema, regradeRequestSchema, regradeSchema } from "@tinytorch/api";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { documented } from "./documented.ts";

const config: { roles: readonly Role[] } = { roles: ["instructor"] };
const params = z.object({ id: z.uuid() });

/** Grading a module's submissions again: a dry run first, then applied or cancelled. */
export function regradeRoutes({ course, store, dispatcher }: Context): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/regrades",
      {
        config,
        schema: {
          body: regradeRequestSchema,
          ...documented("regrades", "Grade again, changing no grade yet", { 202: regradeSchema }),
        },
      },
      (request, reply) => {
        const { module } = request.body;
        if (course.module(module) === undefined) throw new ApiError("unknown-module", { field: "module" });
        const regrade = store.regrades.start(accountOf(request).id, request.body);
        dispatcher.wake();
        reply.code(202).header("location", `/v1/regrades/${regrade.id}`).send(regrade);
      },
    );
    app.get(
      "/regrades",
      { config, schema: documented("regrades", "Regrades, newest first", { 200: regradeListSchema }) },
      () => ({ regrades: store.regrades.list() }),
    );
    app.get(
      "/regrades/:id",
      {
        config,
        schema: { params, ...documented("regrades", "How far, and what changes", { 200: regradeSchema }) },
      },
      (request) => {
        const regrade = store.regrades.byId(request.params.id);
        if (regrade === undefined) throw new ApiError("not-found");
        return regrade;
      },
    );
    app.post(
      "/regrades/:id/apply",
      {
        config,
        schema: { params, ...documented("regrades", "Let the new runs stand", { 200: regradeSchema }) },
      },
      (request) => store.regrades.apply(accountOf(request).id, request.params.id),
    );
    app.post(
      "/regrades/:id/cancel",
      {
        config,
        schema: { params, ...documented("regrades", "End it and change nothing", { 200: regradeSchema }) },
      },
      (request) => store.regrades.cancel(accountOf(request).id, request.params.id),
    );
  };
}
