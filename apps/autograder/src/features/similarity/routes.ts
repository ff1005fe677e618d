import { ApiError, similarityApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { namedModule } from "../modules/named-module.ts";
import { openComparisonJob } from "./comparison-job.ts";
import { showReport, showSummary, showWholePair } from "./show-similarity.ts";
import type { StoredComparison } from "./store.ts";

/** Which submissions of a module share passages of code: compared in a process of its own, one module at a time. */
export const v1: RegisterRoutes = (app, { course, store: { similarity } }) => {
  const job = openComparisonJob(similarity, app.log);
  similarity.endInterrupted();
  app.addHook("onClose", async () => {
    await job.stop();
    similarity.endInterrupted();
  });

  const show = (comparison: StoredComparison) => showReport(similarity, comparison, job.progress(comparison.id));

  function named(id: string): StoredComparison {
    const comparison = similarity.byId(id);
    if (comparison === undefined) throw new ApiError("not-found");
    return comparison;
  }

  serve(app, similarityApi, {
    async startSimilarity({ account, params: { id }, body, reply }) {
      const starter = await namedModule(course, id).starterFiles();
      const { threshold, commonPercent } = body;
      const { comparison, submissions } = similarity.start(account.id, { module: id, ...body });
      job.begin({ id: comparison.id, submissions, starter, parameters: { threshold, commonPercent } });
      reply.header("location", `/v1/similarity/${comparison.id}`);
      return show(comparison);
    },
    similarityReports({ params: { id } }) {
      namedModule(course, id);
      return { reports: similarity.list(id).map((each) => showSummary(each, job.progress(each.id))) };
    },
    similarityReport({ account, params: { id } }) {
      const comparison = named(id);
      if (comparison.state === "done") similarity.recordLook(account.id, id);
      return show(comparison);
    },
    similarPair({ account, params: { id, number } }) {
      const comparison = named(id);
      const pair = similarity.pair(id, number);
      if (pair === undefined) throw new ApiError("not-found", { message: `Report ${id} has no pair ${number}.` });
      similarity.recordLook(account.id, id, pair);
      return showWholePair(similarity, comparison, pair);
    },
    async cancelSimilarity({ account, params: { id } }) {
      const { state } = named(id);
      if (state !== "running") {
        const message = `This asks for a comparison that is running, and this one is ${state}.`;
        throw new ApiError("not-ready", { message });
      }
      similarity.end(id, account.id, "cancelled");
      await job.stop();
      return show(named(id));
    },
  });
};
