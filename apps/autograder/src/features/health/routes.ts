import { ApiError, errorBodySchema, healthSchema, readinessSchema } from "@tinytorch/api";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Context } from "../context.ts";

const retrySeconds = 5;

/** Whether the process answers, and whether it can store and grade. Open to everybody. */
export function healthRoutes({ dispatcher, store }: Context): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/healthz",
      { schema: { tags: ["health"], summary: "The process answers", response: { 200: healthSchema } } },
      () => ({ status: "ok" as const }),
    );
    app.get(
      "/readyz",
      {
        schema: {
          tags: ["health"],
          summary: "Submissions can be stored and graded",
          response: { 200: readinessSchema, 503: errorBodySchema },
        },
      },
      () => {
        store.users.count();
        const { graders, layers } = dispatcher;
        if (graders === 0) throw new ApiError("unavailable", { retryAfter: retrySeconds });
        return { status: "ready" as const, graders, sandbox: [...layers] };
      },
    );
  };
}
