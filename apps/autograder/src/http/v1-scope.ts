import cookie from "@fastify/cookie";
import { ApiError } from "@tinytorch/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { identifyAccounts, requireAccount } from "./authentication.ts";
import type { Feature } from "./features.ts";
import { acceptJsonOnly } from "./json-body.ts";
import { sessionCookies } from "./session-cookie.ts";

/** The API's scope: JSON bodies alone, rights by a token or a session, and nothing from other sites' pages. */
export function openV1(features: readonly Feature[], context: Context): (scope: FastifyInstance) => Promise<void> {
  return async (scope) => {
    acceptJsonOnly(scope);
    scope.addHook("onRequest", async (request, reply) => {
      // What is answered here is for one account: no cache on the way keeps it for the next.
      reply.header("cache-control", "no-store");
      refuseCrossSite(request);
    });
    const cookies = sessionCookies(context.settings);
    await scope.register(cookie);
    identifyAccounts(scope, context.store.credentials, cookies, context.clock.now);
    // What is not there is told so to whoever asks, under the same limits.
    scope.setNotFoundHandler({ preHandler: scope.rateLimit() }, () => {
      throw new ApiError("not-found");
    });
    await scope.register(async (signedIn) => {
      requireAccount(signedIn, context.settings);
      for (const { v1 } of features) if (v1 !== undefined) await signedIn.register(async (own) => v1(own, context));
    });
  };
}

/** Another site's page could do nothing without a session's CSRF token; it is told so all the same, before all else. */
function refuseCrossSite({ method, headers }: FastifyRequest): void {
  if (method !== "GET" && method !== "HEAD" && headers["sec-fetch-site"] === "cross-site") {
    throw new ApiError("cross-site");
  }
}
