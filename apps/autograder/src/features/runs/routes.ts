import { ApiError, type Role, type Run, rerunSchema, runSchema } from "@tinytorch/api";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import type { RunRecord } from "../store/run-records.ts";
import { readTimings, showStoredReport } from "../stored-report.ts";
import { documented } from "./documented.ts";

const config: { roles: readonly Role[] } = { roles: ["instructor"] };
const runParams = z.object({ id: z.uuid() });

/** Runs as they were recorded, and run once more. */
export function runRoutes({ store, dispatcher }: Context): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/runs/:id",
      {
        config,
        schema: { params: runParams, ...documented("runs", "A run as recorded", { 200: runSchema }) },
      },
      (request) => {
        const run = store.runRecord(request.params.id);
        if (run === undefined) throw new ApiError("not-found");
        return describe(run);
      },
    );
    app.post(
      "/runs/:id/rerun",
      {
        config,
        schema: {
          params: runParams,
          ...documented("runs", "Grade a run's submission once more, with its seed", { 202: rerunSchema }),
        },
      },
      (request, reply) => {
        const rerun = store.reruns.request(accountOf(request).id, request.params.id);
        dispatcher.wake();
        reply.code(202).header("location", `/v1/reruns/${rerun.id}`).send(rerun);
      },
    );
    app.get(
      "/reruns/:id",
      {
        config,
        schema: {
          params: z.object({ id: z.coerce.number().int().positive() }),
          ...documented("runs", "What became of a rerun", { 200: rerunSchema }),
        },
      },
      (request) => {
        const rerun = store.reruns.byId(request.params.id);
        if (rerun === undefined) throw new ApiError("not-found");
        return rerun;
      },
    );
  };
}

function describe({ userId, userName, gradedAt, report, timings, ...run }: RunRecord): Run {
  return {
    ...run,
    student: { id: userId, name: userName },
    gradedAt: new Date(gradedAt).toISOString(),
    hashes: runSchema.shape.hashes.parse(JSON.parse(run.hashes)),
    sandbox: runSchema.shape.sandbox.parse(JSON.parse(run.sandbox)),
    timings: readTimings(timings),
    stands: run.stands === 1,
    counts: run.counts === 1,
    ...showStoredReport(report, "instructor", true),
  };
}
