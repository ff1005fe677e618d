import { ApiError, type Run, runSchema, runsApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { readTimings, showStoredReport } from "../../stored-report.ts";
import { reachedOf } from "../people/reach.ts";
import type { RunRecord } from "./run-records.ts";

/** Runs as they were recorded, and run once more. */
export const v1: RegisterRoutes = (app, { store, dispatcher }) => {
  serve(app, runsApi, {
    run({ account, params }) {
      const run = reachedOf(store.people, "run.read", account, store.runRecord(params.id));
      return describe(run, () => store.runs.console(run.id));
    },
    startRerun({ account, params, reply }) {
      const rerun = store.reruns.request(account.id, params.id);
      dispatcher.wake();
      reply.header("location", `/v1/reruns/${rerun.id}`);
      return rerun;
    },
    rerun({ params }) {
      const rerun = store.reruns.byId(params.id);
      if (rerun === undefined) throw new ApiError("not-found");
      return rerun;
    },
  });
};

function describe(
  { userId, userName, gradedAt, report, timings, ...run }: RunRecord,
  console: () => string | null,
): Run {
  return {
    ...run,
    student: { id: userId, name: userName },
    gradedAt: isoTime(gradedAt),
    hashes: runSchema.shape.hashes.parse(JSON.parse(run.hashes)),
    sandbox: runSchema.shape.sandbox.parse(JSON.parse(run.sandbox)),
    timings: readTimings(timings),
    stands: run.stands === 1,
    ...showStoredReport({ report, console }, "instructor", { afterDue: true }),
  };
}
