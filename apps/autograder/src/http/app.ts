import { randomUUID } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import { ApiError } from "@tinytorch/api";
import fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Context } from "../context.ts";
import { drainBodies } from "./drained-body.ts";
import { answerError } from "./errors.ts";
import type { Feature } from "./features.ts";
import { logRequest } from "./log-request.ts";
import { describeApi } from "./openapi.ts";
import { isAsset, type Pages, servePages, serveWorkbench } from "./pages.ts";
import { rateWindows } from "./rate-windows.ts";
import { requireEveryRoute } from "./registered-routes.ts";
import { openV1 } from "./v1-scope.ts";

/** Of every route but that of submissions, which are larger: nobody may have much read that nobody wants. */
const bodyBytes = 65_536;
const headersMilliseconds = 10_000;
const requestMilliseconds = 30_000;
/** Longer than the pause between two signs of life of an event stream. */
const idleMilliseconds = 60_000;

/**
 * The HTTP side of the service, ready to listen or to be injected into. What holds for every request is said here; what
 * holds for the API alone, in the scope of `/v1`.
 * @throws Error when a route of the contract's table has no handler.
 */
export async function buildApp(
  context: Context,
  loggerInstance: FastifyBaseLogger,
  features: readonly Feature[],
): Promise<FastifyInstance> {
  const { settings, clock, metrics } = context;
  let pages: Pages | undefined;
  const app = fastify({
    loggerInstance: loggerInstance.child({}, { serializers: { req: logRequest } }),
    genReqId: () => randomUUID(),
    bodyLimit: bodyBytes,
    trustProxy: settings.trustedProxies.length > 0 ? settings.trustedProxies : false,
    requestTimeout: requestMilliseconds,
    connectionTimeout: idleMilliseconds,
    http: { headersTimeout: headersMilliseconds, connectionsCheckingInterval: headersMilliseconds / 2 },
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 64 },
    // A path that cannot be read: it is answered before any hook runs.
    frameworkErrors: (error, request, reply) => {
      reply.header("x-request-id", request.id).header("x-content-type-options", "nosniff");
      if (pages?.isAddress(request)) {
        reply.statusCode = 400;
        pages.sendIndex(reply);
      } else {
        reply.header("cache-control", "no-store");
        answerError(error, request, reply);
      }
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  // Who wants text or a form says so in a scope of its own.
  app.removeContentTypeParser("text/plain");
  app.decorateRequest("account", null);
  app.decorateRequest("grader", null);
  app.decorateRequest("errorCode", null);
  app.decorateRequest("credential", null);
  app.decorateRequest("notSignedIn", null);
  app.decorateRequest("accountNow", () => undefined);
  const requireAll = requireEveryRoute(app);

  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    metrics.answered(reply.statusCode, request.errorCode);
  });
  drainBodies(app);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    store: rateWindows(clock.steady),
    timeWindow: "1 minute",
    // A page is a file, as its assets are: who is signed in is not known yet, and a class may be behind one address.
    allowList: (request) => isAsset(request) || pages?.isAddress(request) === true || request.grader !== null,
    max: (request) => (request.account === null ? settings.anonymousPerMinute : settings.requestsPerMinute),
    keyGenerator: (request) => request.account?.id ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) => new ApiError("rate-limited", { retryAfter: Math.ceil(ttl / 1000) }),
  });
  if (context.pagesFolder !== null) pages = await servePages(app, context.pagesFolder);
  if (context.workbenchFolder !== null) await serveWorkbench(app, context.workbenchFolder);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    if (pages?.isAddress(request)) return pages.sendIndex(reply);
    throw new ApiError("not-found");
  });

  await describeApi(app);
  for (const { root } of features) if (root !== undefined) await app.register(async (scope) => root(scope, context));
  await app.register(openV1(features, context), { prefix: "/v1" });
  await app.ready();
  requireAll();
  return app;
}
