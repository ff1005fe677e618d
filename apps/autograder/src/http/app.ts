import { randomUUID } from "node:crypto";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import { ApiError } from "@tinytorch/api";
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { describeApi } from "./api-page.ts";
import { identifyAccounts, requireAccount } from "./authentication.ts";
import type { Context } from "./context.ts";
import { answerError } from "./error-answers.ts";
import { acceptJsonOnly } from "./json-body.ts";
import { rateWindows } from "./rate-windows.ts";
import { deadLetterRoutes } from "./routes/dead-letters.ts";
import { gradeRoutes } from "./routes/grades.ts";
import { healthRoutes } from "./routes/health.ts";
import { moduleRoutes } from "./routes/modules.ts";
import { regradeRoutes } from "./routes/regrades.ts";
import { runRoutes } from "./routes/runs.ts";
import { submissionEventRoutes } from "./routes/submission-events.ts";
import { submissionRoutes } from "./routes/submissions.ts";
import { userRoutes } from "./routes/users.ts";

/** Of every route but that of submissions, which are larger: nobody may have much read that nobody wants. */
const bodyBytes = 65_536;
const headersMilliseconds = 10_000;
const requestMilliseconds = 30_000;
/** Longer than the pause between two signs of life of an event stream. */
const idleMilliseconds = 60_000;

/** The HTTP side of the service, ready to listen or to be injected into. */
export async function buildApp(context: Context, loggerInstance: FastifyBaseLogger): Promise<FastifyInstance> {
  const { settings, store, clock } = context;
  const app = fastify({
    loggerInstance,
    genReqId: () => randomUUID(),
    bodyLimit: bodyBytes,
    trustProxy: settings.trustedProxies.length > 0 ? settings.trustedProxies : false,
    requestTimeout: requestMilliseconds,
    connectionTimeout: idleMilliseconds,
    http: { headersTimeout: headersMilliseconds, connectionsCheckingInterval: headersMilliseconds / 2 },
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 64 },
    frameworkErrors: (error, request, reply) => {
      answerError(error, request, reply);
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  acceptJsonOnly(app);

  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    refuseCrossSite(request);
  });
  identifyAccounts(app, store.users);
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
    max: (request) => (request.account === null ? settings.anonymousPerMinute : settings.requestsPerMinute),
    keyGenerator: (request) => request.account?.id ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) => new ApiError("rate-limited", { retryAfter: Math.ceil(ttl / 1000) }),
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, () => {
    throw new ApiError("not-found");
  });

  await describeApi(app);
  await app.register(healthRoutes(context));
  await app.register(
    async (scope) => {
      requireAccount(scope);
      await scope.register(submissionRoutes(context));
      await scope.register(submissionEventRoutes(context));
      await scope.register(gradeRoutes(context));
      await scope.register(moduleRoutes(context));
      await scope.register(runRoutes(context));
      await scope.register(regradeRoutes(context));
      await scope.register(deadLetterRoutes(context));
      await scope.register(userRoutes(context));
    },
    { prefix: "/v1" },
  );
  await app.ready();
  return app;
}

/** No route takes its rights from cookies, so another site's page could do nothing; it is told so all the same. */
function refuseCrossSite({ method, headers }: FastifyRequest): void {
  if (method !== "GET" && method !== "HEAD" && headers["sec-fetch-site"] === "cross-site") {
    throw new ApiError("cross-site");
  }
}
