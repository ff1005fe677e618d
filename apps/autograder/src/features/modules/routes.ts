import { type ModuleSummary, modulesApi } from "@tinytorch/api";
import { limitsFor, type ModuleManifest } from "@tinytorch/course";
import { type Deadlines, deadlinesOf } from "@tinytorch/gradebook";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";

/** The course's modules, with the deadlines of whoever asks. */
export const v1: RegisterRoutes = (app, { course, store }) => {
  serve(app, modulesApi, {
    modules: ({ account }) => ({
      modules: course.modules.map(({ manifest }) =>
        summarize(manifest, deadlinesOf(store.grades.facts(account.id, manifest.id))),
      ),
      broken: course.broken.map(({ id }) => id),
    }),
  });
};

function summarize(manifest: ModuleManifest, { due, closes }: Deadlines): ModuleSummary {
  const { id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, limits } = manifest;
  const { fileBytes } = limitsFor(limits);
  return {
    ...{ id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, fileBytes },
    due: isoTime(due),
    closes: isoTime(closes),
  };
}

function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
