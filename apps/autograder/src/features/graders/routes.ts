import { ApiError } from "@tinytorch/api";
import {
  announcementSchema,
  claimSchema,
  failureSchema,
  handInSchema,
  heldSchema,
  keepSchema,
  longestBody,
  taskSchema,
  welcomeSchema,
} from "@tinytorch/work-queue";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { RegisterRoutes } from "../../http/features.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The name of the grader whose key came with the request; null without a valid one. */
    grader: string | null;
  }
}

const bearer = /^Bearer ([A-Za-z0-9_-]{43})$/i;
const ofJob = z.object({ id: z.coerce.number().int().positive() });
const hidden = { hide: true } as const;

/**
 * What graders on other machines and this server say to each other. It is no part of the API: both ends are of one release. A grader's
 * key opens nothing but this, and of submissions only those whose tickets it was carried.
 */
export const root: RegisterRoutes = async (app, { graders: door }) => {
  if (door === null) return;
  await app.register(
    async (plain) => {
      identifyGraders(plain, (token) => door.nameOf(token));
      const scope = plain.withTypeProvider<ZodTypeProvider>();
      const job = <Body extends z.ZodType, Answer extends z.ZodType>(body: Body, answer: Answer) => ({
        schema: { ...hidden, params: ofJob, body, response: { 200: answer } },
        bodyLimit: longestBody,
      });

      scope.get("/welcome", { schema: { ...hidden, response: { 200: welcomeSchema } } }, async () => door.welcome());
      scope.get(
        "/courses/:sha256",
        { schema: { ...hidden, params: z.object({ sha256: z.string() }) } },
        async ({ params }, reply) => {
          const course = door.course(params.sha256);
          if (course === undefined) throw new ApiError("not-found");
          return reply.type("application/gzip").send(course);
        },
      );
      scope.post("/announce", { schema: { ...hidden, body: announcementSchema } }, async ({ body }, reply) => {
        const problem = door.announce(body);
        if (problem !== undefined) throw new ApiError("not-possible", { message: problem });
        return reply.code(204).send();
      });
      scope.post(
        "/leave",
        { schema: { ...hidden, body: announcementSchema.pick({ instance: true }) } },
        async ({ body }, reply) => {
          door.leave(body.instance);
          return reply.code(204).send();
        },
      );
      scope.post("/jobs/:id/claim", job(claimSchema, taskSchema), async ({ params, body }) => {
        const task = door.claim(params.id, body);
        // It says not whether there is such a job.
        if (task === undefined) throw new ApiError("not-found");
        return task;
      });
      scope.post("/jobs/:id/keep", job(keepSchema, heldSchema), async ({ params, body: { progress, ...claim } }) => ({
        held: door.keep(params.id, claim, progress),
      }));
      scope.post("/jobs/:id/report", job(handInSchema, heldSchema), async ({ params, body: { report, ...claim } }) => ({
        held: await door.handIn(params.id, claim, report),
      }));
      scope.post(
        "/jobs/:id/failure",
        job(failureSchema, heldSchema),
        async ({ params, body: { reason, ...claim } }) => ({
          held: door.fail(params.id, claim, reason),
        }),
      );
      scope.post("/jobs/:id/return", job(claimSchema, heldSchema), async ({ params, body }) => ({
        held: door.giveBack(params.id, body),
      }));
    },
    { prefix: "/grading" },
  );
};

/** Looks up whose key comes with a request before the rate limits, which are for whoever has none. */
function identifyGraders(scope: FastifyInstance, nameOf: (token: string) => string | undefined): void {
  scope.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const token = bearer.exec(request.headers.authorization ?? "")?.[1];
    request.grader = token === undefined ? null : (nameOf(token) ?? null);
  });
  scope.addHook("preParsing", async (request: FastifyRequest) => {
    if (request.grader === null) throw new ApiError("unauthorized");
  });
}
